package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.explain.CapturedRequest;
import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give a request as it was captured. */
final class CapturedOptions {
    @Option(
            names = "--request",
            paramLabel = "FILE",
            order = 25,
            description =
                    "The body of a request that nats-server has sent to $SYS.REQ.USER.AUTH: a JWT, or the sealed bytes."
                            + " One that is no longer valid needs --at.")
    private @Nullable String file;

    @Option(
            names = "--server-xkey",
            paramLabel = "KEY",
            order = 26,
            description = "The header Nats-Server-Xkey of a sealed request.")
    private @Nullable String xkey;

    boolean isGiven() {
        return file != null || xkey != null;
    }

    CapturedRequest read(ProcessContext context) {
        if (file == null) {
            throw new IllegalArgumentException("--server-xkey is of a captured request: give that with --request");
        }
        return new CapturedRequest(read(context.workingDirectory().resolve(file)), xkey);
    }

    /** Also what is too large to be a request: the verdict tells. */
    private static byte[] read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return withoutLineEnd(in.readNBytes(CapturedRequest.MOST_BYTES));
        } catch (IOException e) {
            throw new IllegalArgumentException("--request " + path + " cannot be read: " + FileErrors.words(e), e);
        }
    }

    /** An editor ends the last line of a JWT; a sealed request is bytes, and none of them is left out. */
    private static byte[] withoutLineEnd(byte[] body) {
        int length = body.length;
        while (length > 0 && body[0] == 'e' && (body[length - 1] == '\n' || body[length - 1] == '\r')) {
            length--;
        }
        return Arrays.copyOf(body, length);
    }
}

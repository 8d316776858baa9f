package io.gatehouse.cli.keys;

import io.gatehouse.cli.process.ProcessContext;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The parameters that say which key takes the place of which others. */
@Command
final class NewKeyParameters {
    @Parameters(
            index = "0",
            paramLabel = "PLACE",
            description = "Where the configuration has such keys, as gatehouse keys status prints it:"
                    + " accounts.APP1.signing_key, issuer.seed, xkey.seed.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file for the seed of the new key.")
    private Path file = Path.of("");

    String place() {
        return place;
    }

    /** As it was typed. */
    Path file() {
        return file;
    }

    Path path(ProcessContext context) {
        return context.workingDirectory().resolve(file);
    }
}

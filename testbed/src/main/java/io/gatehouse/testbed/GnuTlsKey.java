package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Private keys of EC for servers that use GnuTLS, as Debian's slapd and Samba do: it wants the public key beside the private one. */
final class GnuTlsKey {
    private GnuTlsKey() {}

    /** Writes a key anew, in place. */
    static void rewrite(Path key) throws IOException {
        Path rewritten = key.resolveSibling("rewritten.key");
        String openssl = Tools.find(ToolSpec.named("openssl")).path().toString();
        try {
            new ProcessBuilder(openssl, "ec", "-in", key.toString(), "-out", rewritten.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.move(rewritten, key, StandardCopyOption.REPLACE_EXISTING);
    }
}

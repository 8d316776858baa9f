package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script that hands its arguments to a script of another language next to it. */
final class Launcher {
    private Launcher() {}

    static Path write(Path file, Path interpreter, String script) throws IOException {
        Files.writeString(file, """
                #!/bin/sh
                exec '%s' "$(dirname "$0")/%s" "$@"
                """.formatted(interpreter, script));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

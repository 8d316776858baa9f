package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small shell scripts that stand for programs. */
final class Scripts {
    private Scripts() {}

    static Path write(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Says a version, whatever it is asked. */
    static Path saying(Path file, String version) throws IOException {
        return write(file, "echo " + version);
    }
}

package io.gatehouse.files;

import java.io.IOException;
import java.nio.file.Path;

/** Puts a pipe that nobody writes to in the place of a file. */
public final class NamedPipe {
    private NamedPipe() {}

    public static void at(Path path) throws IOException, InterruptedException {
        int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        if (code != 0) {
            throw new IOException("mkfifo has failed: " + code);
        }
    }
}

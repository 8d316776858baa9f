package io.gatehouse.load.clients;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs commands that the user gave, with {@code sh -c}. */
final class Shell {
    private static final int SHOWN = 500;

    private Shell() {}

    /**
     * Runs a command to its end and returns what it printed. Its output goes through a file, so that a server which it
     * leaves behind does not keep us waiting.
     *
     * @throws LoadException when it fails or takes too long
     */
    static String run(String flag, String command, Duration limit) {
        Path output = temporaryFile();
        try {
            Process process = shell(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new LoadException(flag + " '" + command + "' has not ended within " + limit.toSeconds() + " s");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new LoadException(
                        flag + " '" + command + "' ended with " + process.exitValue() + ": " + end(text));
            }
            return text;
        } catch (IOException e) {
            throw new LoadException(flag + " '" + command + "' cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException(flag + " '" + command + "' was interrupted", e);
        } finally {
            delete(output);
        }
    }

    /** Starts a command and leaves it running, without its output. */
    static Process launch(String flag, String command) {
        try {
            return shell(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LoadException(flag + " '" + command + "' cannot be run: " + e.getMessage(), e);
        }
    }

    private static ProcessBuilder shell(String command) {
        return new ProcessBuilder("sh", "-c", command);
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("gatehouse-load-", ".out");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file can be made", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static String end(String text) {
        return text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
    }
}

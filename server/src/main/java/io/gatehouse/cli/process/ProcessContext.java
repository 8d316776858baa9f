package io.gatehouse.cli.process;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process around it.
 *
 * @param input what is piped in; reading what is not UTF-8 fails with a {@link java.nio.charset.CharacterCodingException}
 * @param prompt asks a person at the terminal
 */
public record ProcessContext(
        Map<String, String> environment, Path workingDirectory, BufferedReader input, Prompt prompt) {
    /** Set by the launcher to how it was called. */
    private static final String PROGRAM = "gatehouse.program";

    /** What to call this program in commands that we print. */
    public static String program() {
        return System.getProperty(PROGRAM, "gatehouse");
    }

    public static ProcessContext ofProcess() {
        return new ProcessContext(System.getenv(), Path.of("").toAbsolutePath(), text(System.in), Prompt.ofConsole());
    }

    /** What is piped in, as UTF-8. */
    public static BufferedReader text(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }
}

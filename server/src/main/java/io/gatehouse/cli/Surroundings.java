package io.gatehouse.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process around it.
 *
 * @param input what is piped in
 * @param prompt asks a person at the terminal
 */
record Surroundings(Map<String, String> environment, Path workingDirectory, BufferedReader input, Prompt prompt) {
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                Prompt.ofConsole());
    }
}

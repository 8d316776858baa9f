package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of an outside program, bounded in time, with everything it prints. */
final class Command {
    private final List<String> words;
    private final Map<String, String> variables = new HashMap<>();
    private Path folder = Path.of("").toAbsolutePath();

    private Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Command in(Path directory) {
        folder = directory;
        return this;
    }

    Command with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Runs it and returns its output, standard error included. */
    String run(Duration limit) throws FetchException, IOException, InterruptedException {
        Path output = Files.createTempFile("gatehouse-command", ".out");
        try {
            int exit = exitCode(output, limit);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (exit != 0) {
                throw new FetchException("'" + shortForm() + "' ended with exit code " + exit + tail(text));
            }
            return text;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private int exitCode(Path output, Duration limit) throws FetchException, IOException, InterruptedException {
        Process process = start(output);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FetchException("'" + shortForm() + "' took longer than " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private String shortForm() {
        Path program = Path.of(words.get(0)).getFileName();
        return program + (words.size() > 1 ? " " + words.get(1) : "");
    }

    /** The last three lines that say something, on one line. */
    private static String tail(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
        return last.isEmpty() ? "" : ": " + String.join(" | ", last);
    }
}

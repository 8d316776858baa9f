package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that has run to its end, and all that it printed. */
record Finished(int exit, String output, String command) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Finished of(List<String> words) throws IOException, InterruptedException {
        return of(words, Map.of());
    }

    static Finished of(List<String> words, Map<String, String> variables) throws IOException, InterruptedException {
        Path output = Files.createTempFile("gatehouse-packaging-", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            assertThat(ended).as("%s: %s", words, printed).isTrue();
            return new Finished(process.exitValue(), printed, String.join(" ", words));
        } finally {
            Files.delete(output);
        }
    }

    /** What it printed; it must have ended with 0. */
    String good() {
        assertThat(exit).as("%s: %s", command, output).isZero();
        return output;
    }

    /** What it printed; it must have ended with something else. */
    String bad() {
        assertThat(exit).as("%s: %s", command, output).isNotZero();
        return output;
    }
}

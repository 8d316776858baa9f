package io.gatehouse.cli.check.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Has an installed nats-server check its configuration file ({@code nats-server -t}). Nothing is downloaded. */
public final class ServerVerdict {
    /** Names the program; else it is looked for on the PATH. */
    static final String VARIABLE = "GATEHOUSE_NATS_SERVER";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path program;
    private final Map<String, String> environment;

    private ServerVerdict(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /** The program that the environment names or has on its PATH. */
    public static Optional<ServerVerdict> atHand(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        Stream<Path> places = named.isEmpty()
                ? Arrays.stream(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "nats-server"))
                : Stream.of(Path.of(named));
        return places.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(file -> new ServerVerdict(file, environment));
    }

    /**
     * What it said.
     *
     * @param valid whether it would start with the file
     * @param reason its own words, one line
     */
    public record Said(boolean valid, String version, String reason) {
        /** Whether it only warns: a server starts all the same. */
        public boolean isWarning() {
            return !valid
                    && Arrays.stream(reason.split("; (?=/)", -1))
                            .allMatch(part ->
                                    part.contains("config has no values") || part.contains("invalid use of field"));
        }

        /** Whether it only misses files, which may be there for the server's own user and folder. */
        public boolean isAboutFiles() {
            return reason.contains("no such file") || reason.contains("permission denied");
        }
    }

    /**
     * Asks it; takes ten seconds at most.
     *
     * @throws IOException when it does not run, or gives no verdict in time
     */
    public Said on(Path conf) throws IOException, InterruptedException {
        String version = run("--version").text().replaceFirst(".*?v?(\\d+\\.\\d+\\.\\d+\\S*).*", "$1");
        Ended ended = run("-t", "-c", conf.toString());
        return new Said(ended.code() == 0, version, withoutValues(ended.text()));
    }

    private record Ended(int code, String text) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("gatehouse-check", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                                    .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("it took longer than " + LIMIT.toSeconds() + " s");
                }
                return new Ended(process.exitValue(), oneLine(Files.readString(output)));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** nats-server repeats what it does not understand, a password among it. */
    private static String withoutValues(String reason) {
        return reason.replaceAll("'[^']*'", "'...'").replaceAll("(?i)\\bgot [^;]*", "got ...");
    }

    private static String oneLine(String text) {
        return text.strip().replaceFirst("^nats-server: ", "").replaceAll("\\s*\\R\\s*", "; ");
    }
}

package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.NatsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The product as it is built, in config mode, in a process whose code is interpreted on one core: many times what it can carry is little
 * for any machine, so that an overload of it measures nothing but the service.
 */
final class SlowGatehouse implements AutoCloseable {
    static final int USERS = 100;

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Path JAR =
            Path.of("../server/target/gatehouse/gatehouse.jar").toAbsolutePath();
    private static final Pattern METRICS = Pattern.compile("Serving metrics and health on (http://\\S+)/");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final URI metrics;

    private SlowGatehouse(Process process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    /** Makes its files, and its users, who have plain passwords. */
    static Path deployment(Path folder) throws IOException, InterruptedException {
        Path dir = folder.resolve("deployment");
        Path log = folder.resolve("init.log");
        Process init = java(List.of(), List.of("init", dir.toString(), "--mode", "config"), log);
        assertThat(init.waitFor()).as(Files.readString(log)).isZero();
        Files.writeString(
                dir.resolve("users.json"),
                IntStream.range(0, USERS)
                        .mapToObj("\"user-%1$06d\": {\"pass\": \"secret-%1$06d\", \"account\": \"APP1\"}"::formatted)
                        .collect(Collectors.joining(",\n", "{", "}")));
        return dir;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param settings keys with their values, as {@code audit.to=file}
     */
    static SlowGatehouse start(Path dir, NatsServer server, String... settings) throws IOException {
        Path log = dir.resolve("service.log");
        List<String> arguments = new ArrayList<>(
                List.of("run", "-c", dir.resolve("gatehouse.yaml").toString()));
        arguments.addAll(List.of("--server", server.url(), "--http", "127.0.0.1:0"));
        for (String limit : List.of("per_user_and_source", "per_user", "per_source")) {
            arguments.addAll(List.of("--set", "failures." + limit + "=0"));
        }
        arguments.addAll(List.of("--set", "callout.warmup=0s"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        Process process = java(List.of("-Xint", "-XX:ActiveProcessorCount=1"), arguments, log);
        try {
            await().atMost(START_LIMIT)
                    .untilAsserted(
                            () -> assertThat(log).content().contains("Ready").containsPattern(METRICS));
            Matcher matcher = METRICS.matcher(Files.readString(log));
            assertThat(matcher.find()).isTrue();
            return new SlowGatehouse(process, URI.create(matcher.group(1)));
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Process java(List<String> options, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-jar", JAR.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The public key of its callout that begins so: {@code A} is the issuer, {@code X} the xkey. */
    static String key(Path dir, char kind) throws IOException {
        Matcher matcher =
                Pattern.compile("\\b" + kind + "[A-Z2-7]{55}\\b").matcher(Files.readString(dir.resolve("server.conf")));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    /** The sum of a metric over all of its labels, or over those that have a text in them. */
    long metric(String name, String label) throws IOException, InterruptedException {
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    long metric(String name) throws IOException, InterruptedException {
        return metric(name, "");
    }

    String page(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(metrics.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}

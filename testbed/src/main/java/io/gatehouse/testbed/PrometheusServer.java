package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Prometheus on a port of its own, which scrapes targets and evaluates rules each second. It ends with this JVM at the latest. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final ServerProcess process;
    private final ServerLog log;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Path folder, ServerProcess process, ServerLog log) {
        this.folder = folder;
        this.process = process;
        this.log = log;
        String line = log.await("msg=\"Listening on\".* address=", 0, LIMIT);
        this.port = Integer.parseInt(line.replaceFirst(".* address=\\S+:(\\d+).*", "$1"));
        // Until then it listens, and answers that it is not available.
        String unused = log.await("Server is ready to receive web requests", 0, LIMIT);
    }

    /**
     * Starts one.
     *
     * @param job what its targets are, as the label {@code job} says
     * @param targets hosts and ports that serve {@code /metrics}
     * @param rules the files with its rules
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static PrometheusServer scraping(String job, List<String> targets, Path... rules) throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-prometheus-").toRealPath();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(job, targets, rules));
        List<String> command = List.of(
                Tools.find(ToolSpec.PROMETHEUS).path().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--enable-feature=exemplar-storage",
                "--web.listen-address=127.0.0.1:0");
        ServerLog log = new ServerLog();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        ServerProcess process = ServerProcess.start(builder, log, null);
        try {
            return new PrometheusServer(folder, process, log);
        } catch (RuntimeException e) {
            process.kill();
            FileTree.delete(folder);
            throw e;
        }
    }

    private static String configuration(String job, List<String> targets, Path... rules) {
        List<String> files = List.of(rules).stream()
                .map(file -> "'" + file.toAbsolutePath().normalize() + "'")
                .toList();
        return """
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                rule_files: [ %s ]
                scrape_configs:
                  - job_name: %s
                    static_configs: [ { targets: [ %s ] } ]
                """.formatted(
                String.join(", ", files),
                job,
                String.join(
                        ", ", targets.stream().map(target -> "'" + target + "'").toList()));
    }

    /** The answer to a query as of now, in JSON, or why there is none. */
    public String query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** What it answers at a path of its API, whatever the status. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** What it has logged. */
    public ServerLog log() {
        return log;
    }

    @Override
    public void close() {
        process.stop(LIMIT);
        FileTree.delete(folder);
    }
}

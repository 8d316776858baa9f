package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real collector of OpenTelemetry, which takes traces by OTLP over HTTP on a port of its own, keeps it over restarts, and tells in its log
 * what the exporter {@code debug} tells. It ends with this JVM at the latest.
 */
public final class OtelCollector implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final ServerLog log = new ServerLog();
    private ServerProcess process;
    private final int port = KeptPort.free();

    private OtelCollector(Path folder, List<String> configurations) throws IOException {
        this.folder = folder;
        for (int i = 0; i < configurations.size(); i++) {
            Files.writeString(folder.resolve(i + ".yaml"), configurations.get(i));
        }
        this.process = launch(configurations.size());
    }

    /**
     * Starts one.
     *
     * @param configurations as the collector reads them, each laid over those before; there is a receiver {@code otlp} in them
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static OtelCollector start(String... configurations) throws IOException {
        Path folder = Files.createTempDirectory("gatehouse-otelcol-").toRealPath();
        try {
            return new OtelCollector(folder, List.of(configurations));
        } catch (RuntimeException e) {
            FileTree.delete(folder);
            throw e;
        }
    }

    private ServerProcess launch(int configurations) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Tools.find(ToolSpec.OTELCOL).path().toString()));
        for (int i = 0; i < configurations; i++) {
            command.add("--config=" + folder.resolve(i + ".yaml"));
        }
        // Its own metrics would be on a port that is the same for all.
        Path last = Files.writeString(folder.resolve("last.yaml"), """
                receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:%d" } } } }
                service: { telemetry: { metrics: { level: none } } }
                """.formatted(port));
        command.add("--config=" + last);
        long mark = log.mark();
        ServerProcess started = ServerProcess.start(new ProcessBuilder(command).directory(folder.toFile()), log, null);
        try {
            String unused = log.await("Everything is ready", mark, LIMIT);
            return started;
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    /** Where it takes traces, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it has logged, over all its starts. */
    public ServerLog log() {
        return log;
    }

    /** Ends it, as an administrator does. */
    public void stop() {
        process.stop(LIMIT);
    }

    /** Ends it at once. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, on the same port. */
    public void startAgain() throws IOException {
        try (var files = Files.list(folder)) {
            process = launch((int) files.count() - 1);
        }
    }

    @Override
    public void close() {
        stop();
        FileTree.delete(folder);
    }
}

package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.testbed.PrometheusServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes an instance whose garbage collector works while the service runs, and so has metrics that others lack. */
@Timeout(600)
@Tag("heavy")
@NeedsTool("prometheus")
class ConcurrentCollectorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path dir;

    private static Path java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program);
    }

    /** Gatehouse as it is built; no server has to be there. */
    private OutsideProcess gatehouse() throws Exception {
        Deployment deployment = Deployment.create(dir.resolve("deployment"), DeploymentOptions.defaults());
        return OutsideProcess.start(
                dir,
                Map.of(),
                List.of(
                        java("java").toString(),
                        "-XX:+UseZGC",
                        "-Xmx256m",
                        "-jar",
                        Path.of("target/gatehouse/gatehouse.jar")
                                .toAbsolutePath()
                                .toString(),
                        "run",
                        "-c",
                        deployment.settings().toString(),
                        "--server",
                        "nats://127.0.0.1:9",
                        "--http",
                        "127.0.0.1:0"));
    }

    private void collect(OutsideProcess gatehouse) throws Exception {
        List<String> command = List.of(java("jcmd").toString(), Long.toString(gatehouse.pid()), "GC.run");
        try (OutsideProcess jcmd = OutsideProcess.start(dir, Map.of(), command)) {
            int unused = jcmd.awaitEnd();
        }
    }

    private static boolean has(PrometheusServer prometheus, String metric) throws Exception {
        return prometheus.query(metric).contains("\"__name__\":\"" + metric + "\"");
    }

    @Test
    @SuppressWarnings("try") // closing may be interrupted
    void itsMetricsAreScraped() throws Exception {
        try (OutsideProcess gatehouse = gatehouse()) {
            String address = gatehouse.await("http://(127\\.0\\.0\\.1:\\d+)");
            try (PrometheusServer prometheus = PrometheusServer.scraping("gatehouse", List.of(address))) {
                // The metrics of the JVM are followed from the first scrape on.
                await().atMost(PATIENCE).until(() -> has(prometheus, "gatehouse_ready"));
                collect(gatehouse);
                for (String metric : PrometheusIT.OF_CONCURRENT_COLLECTORS) {
                    String series = metric.endsWith("_max") ? metric : metric + "_count";
                    await(series).atMost(PATIENCE).until(() -> has(prometheus, series));
                }
            }
        }
    }
}

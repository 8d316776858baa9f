package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.metrics.MonitoringFiles;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool finds nothing to complain about in what the service serves and in its alerts. */
@NeedsTool("promtool")
class PromtoolIT {
    @TempDir
    private Path folder;

    @Test
    @AgainstNatsServer
    void metricsOfARunningServiceAreAsPrometheusWantsThem() throws Exception {
        try (Stage stage = Stage.config().set("http.listen", "127.0.0.1:0").open()) {
            stage.connect("alice", "alice").close();
            stage.assertRefused(stage.as("alice", "wrong"));
            stage.awaitDenials(1);
            stage.awaitGrants(1);
            System.gc(); // so that the metrics of the garbage collector are there
            String scrape = Pages.of(stage.service()).get("/metrics").body();

            assertThat(scrape).contains("gatehouse_answers_total{verdict=\"granted\"} 1.0");
            assertThat(lint(scrape)).isEmpty();
        }
    }

    @Test
    void theToolComplainsOfANameThatIsNotAsPrometheusWantsIt() throws Exception {
        assertThat(lint("""
                # HELP gatehouse_wait_ms Time.
                # TYPE gatehouse_wait_ms counter
                gatehouse_wait_ms 1
                """)).contains("gatehouse_wait_ms");
    }

    @Test
    void theAlertsAreRulesThatPrometheusLoads() throws Exception {
        Files.copy(MonitoringFiles.ALERTS, folder.resolve("rules.yml"));
        assertThat(promtool("\"$0\" check rules --lint=all --lint-fatal rules.yml"))
                .contains("SUCCESS: " + MonitoringFiles.alerts().size() + " rules found");
    }

    /** On series for which it has to fire, and on such for which it must not. */
    @Test
    void eachAlertFiresWhenItShouldAndOnlyThen() throws Exception {
        Files.copy(MonitoringFiles.ALERTS, folder.resolve("gatehouse-alerts.yml"));
        Files.copy(MonitoringFiles.ALERTS_TEST, folder.resolve("test.yml"));
        assertThat(promtool("\"$0\" test rules test.yml && echo passed"))
                .contains("SUCCESS")
                .endsWith("passed");
    }

    @Test
    void theToolTellsOfAnAlertThatDoesNotFire() throws Exception {
        String alerts = Files.readString(MonitoringFiles.ALERTS);
        Files.writeString(
                folder.resolve("gatehouse-alerts.yml"), alerts.replace("gatehouse_ready == 0", "gatehouse_ready == 2"));
        Files.copy(MonitoringFiles.ALERTS_TEST, folder.resolve("test.yml"));
        assertThat(promtool("\"$0\" test rules test.yml && echo passed"))
                .contains("FAILED", "GatehouseInstanceNotReady")
                .doesNotContain("passed");
    }

    /** What the tool has to say about a scrape. */
    private String lint(String scrape) throws Exception {
        Files.writeString(folder.resolve("scrape"), scrape);
        return promtool("\"$0\" check metrics <scrape");
    }

    /** The output of a command of the shell, in which {@code $0} is promtool. */
    private String promtool(String command) throws Exception {
        String tool = Tools.find(ToolSpec.PROMTOOL).path().toString();
        try (OutsideProcess process = OutsideProcess.start(folder, Map.of(), List.of("sh", "-c", command, tool))) {
            process.awaitEnd();
            return process.output();
        }
    }
}

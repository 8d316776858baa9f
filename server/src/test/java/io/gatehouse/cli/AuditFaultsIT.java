package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.AuditFault.Place;
import io.gatehouse.metrics.MonitoringFiles;
import io.gatehouse.metrics.MonitoringFiles.Alert;
import io.gatehouse.testbed.PrometheusServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log while its records cannot be stored: logins go on, what is lost is counted to the last record, the alerts' expressions hold on
 * a real Prometheus, and all of it ends by itself. Where records are required, nobody is let in meanwhile.
 */
@Tag("full")
@Timeout(300)
@AgainstNatsServer
@NeedsTool("prometheus")
@SuppressWarnings("try") // closing may be interrupted
class AuditFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "alice";
    private static final String PASSWORD = "a1";
    private static final String GRANTED = "gatehouse_answers_total{verdict=\"granted\"}";
    private static final String FAILING = "gatehouse_audit_failing";
    private static final long MOST_LOGINS = 5_000;
    private static final long LOST = 10;

    /** A Prometheus that asks the service, once it has its first answer. */
    private static PrometheusServer watching(Pages pages) throws Exception {
        PrometheusServer prometheus =
                PrometheusServer.scraping("gatehouse", List.of(pages.address()), MonitoringFiles.ALERTS);
        try {
            await().atMost(PATIENCE).until(() -> isSo(prometheus, FAILING + " == 0"));
            return prometheus;
        } catch (RuntimeException | Error e) {
            prometheus.close();
            throw e;
        }
    }

    private static boolean isSo(PrometheusServer prometheus, String query) throws Exception {
        JsonNode answer = JsonMapper.shared().readTree(prometheus.query(query));
        assertThat(answer.path("status").asString(""))
                .as("%s: %s", query, answer)
                .isEqualTo("success");
        return !answer.path("data").path("result").isEmpty();
    }

    /** Whether the expression of an alert holds. */
    private static boolean isRaised(PrometheusServer prometheus, String alert) throws Exception {
        String expression = MonitoringFiles.alerts().stream()
                .filter(one -> one.name().equals(alert))
                .map(Alert::expression)
                .findFirst()
                .orElseThrow();
        return isSo(prometheus, expression);
    }

    private static void logIn(Stage stage) throws Exception {
        stage.connect(USER, PASSWORD).close();
    }

    private static double lost(Pages pages) throws Exception {
        double lost = 0;
        for (String reason : List.of("queue_full", "sink_failed", "too_large", "stopped", "internal_error")) {
            lost += pages.metric("gatehouse_audit_records_dropped_total{reason=\"" + reason + "\"}");
        }
        return lost;
    }

    private static long sum(List<Map<String, Object>> gaps) {
        return gaps.stream()
                .mapToLong(gap -> ((Number) gap.getOrDefault("records", 0)).longValue())
                .sum();
    }

    @ParameterizedTest
    @EnumSource(AuditFault.class)
    void loginsGoOnAndWhatIsLostIsCounted(AuditFault fault) throws Exception {
        fault.around("false", (stage, pages, place) -> {
            try (PrometheusServer prometheus = watching(pages)) {
                logIn(stage);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(place.records("decision")).hasSize(1));

                place.breaks().run();
                long logins = 1;
                while (lost(pages) < LOST && logins < MOST_LOGINS) {
                    logIn(stage);
                    logins++;
                }

                assertThat(lost(pages)).isGreaterThanOrEqualTo(LOST);
                assertThat(pages.metric(FAILING)).isEqualTo(1);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    HttpResponse<String> ready = pages.get("/readyz");
                    assertThat(ready.statusCode()).isEqualTo(200);
                    assertThat(ready.body()).contains("\"audit\"", fault.words, "records lost");
                });
                awaitAlerts(prometheus, "GatehouseAuditFailing", "GatehouseAuditRecordsLost");
                place.isMended().run();
                assertAddUp(pages, place, logins);
                await().atMost(PATIENCE).until(() -> !isRaised(prometheus, "GatehouseAuditFailing"));
            }
        });
    }

    private static void awaitAlerts(PrometheusServer prometheus, String... alerts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Stream.of(alerts))
                        .allSatisfy(alert -> assertThat(isRaised(prometheus, alert))
                                .as(alert)
                                .isTrue()));
    }

    /** Every login is a record, or in the number of a record. */
    private static void assertAddUp(Pages pages, Place place, long logins) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Map<String, Object>> gaps = place.records("gap");
            assertThat((double) sum(gaps)).isEqualTo(lost(pages));
            assertThat(place.records("decision").size() + sum(gaps)).isEqualTo(logins);
            assertThat(pages.metric(GRANTED)).isEqualTo((double) logins);
            assertThat(pages.metric(FAILING)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(AuditFault.class)
    void whereRecordsAreRequiredNobodyIsLetInMeanwhile(AuditFault fault) throws Exception {
        fault.around("true", (stage, pages, place) -> {
            try (PrometheusServer prometheus = watching(pages)) {
                logIn(stage);
                assertThat(place.records("decision")).hasSize(1);

                place.breaks().run();
                stage.assertRefused(stage.as(USER, PASSWORD));
                await().atMost(PATIENCE).untilAsserted(() -> {
                    HttpResponse<String> ready = pages.get("/readyz");
                    assertThat(ready.statusCode()).isEqualTo(503);
                    assertThat(ready.body()).contains("\"audit\"", fault.words);
                });
                awaitAlerts(prometheus, "GatehouseAuditFailing", "GatehouseNotRecorded");
                assertThat(pages.metric(GRANTED)).isEqualTo(1);

                place.isMended().run();
                await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                    logIn(stage);
                    return true;
                });
                await().atMost(PATIENCE).until(() -> pages.get("/readyz").statusCode() == 200);
                assertThat(place.records("decision"))
                        .anySatisfy(record -> assertThat(record).containsEntry("reason", "not_recorded"))
                        .last()
                        .satisfies(record -> assertThat(record).containsEntry("result", "granted"));
            }
        });
    }

    /** No file system or server ever says so, and nothing is scraped: the log has it all the same. */
    @Test
    void aWriteThatHangsIsInTheLogThoughNobodyAsks() throws Exception {
        try (Stage stage = Stage.config()
                        .users("{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}")
                        .openWithoutService();
                OutsideProcess gatehouse = OutsideProcess.gatehouseUnread(
                        stage.deployment().dir(),
                        "run",
                        "-c",
                        stage.deployment().settings().toString(),
                        "--server=" + stage.server().url(),
                        "--http=off",
                        "--set=audit.to=stdout",
                        "--set=audit.claims=true")) {
            String unused = gatehouse.await("Ready");
            long logins = 0;
            while (!gatehouse.output().contains("a write does not come to its end") && logins < MOST_LOGINS) {
                logIn(stage);
                logins++;
            }

            assertThat(gatehouse.output())
                    .contains("ERROR", "the audit log cannot be written: a write does not come to its end")
                    .doesNotContain("audit records are lost");
            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            assertThat(gatehouse.output()).contains("the audit log did not take its last records in time");
        }
    }
}

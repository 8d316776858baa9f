package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.DirectoryMonitor;
import io.gatehouse.admin.Health;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.QueueState;
import io.gatehouse.admission.Timed;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.drops.Drop;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.pipeline.PendingState;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.DenyReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {
    private final ServiceCounters counters = new ServiceCounters();
    private final Metrics metrics = new Metrics(
            counters, SampleQueues.requests(3), SampleQueues.state(), () -> new BuildInfo("1.2.3", "Corretto", "one"));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everySeriesIsThereBeforeAnythingHappens() {
        assertThat(lines())
                .contains(
                        "gatehouse_requests_total 0.0",
                        "gatehouse_answers_total{verdict=\"granted\"} 0.0",
                        "gatehouse_answers_total{verdict=\"denied\"} 0.0",
                        "gatehouse_answer_duration_seconds_count 0",
                        "gatehouse_queue_wait_seconds_count{queue=\"requests\"} 0",
                        "gatehouse_queue_wait_seconds_count{queue=\"passwords\"} 0",
                        "gatehouse_connected 0.0",
                        "gatehouse_reconnects_total 0.0",
                        "gatehouse_queue_depth{queue=\"requests\"} 3.0",
                        "gatehouse_queue_depth{queue=\"passwords\"} 0.0",
                        "gatehouse_queue_standing{queue=\"requests\"} 0.0",
                        "gatehouse_queue_standing{queue=\"passwords\"} 0.0",
                        "gatehouse_queue_standing_episodes_total{queue=\"requests\"} 0.0",
                        "gatehouse_queue_oldest_age_seconds{queue=\"passwords\"} 0.0",
                        "gatehouse_password_check_duration_seconds_count{scheme=\"bcrypt\"} 0",
                        "gatehouse_password_check_duration_seconds_count{scheme=\"argon2id\"} 0",
                        "gatehouse_password_threads_busy 0.0");
        for (CheckResult result : CheckResult.values()) {
            assertThat(lines()).contains("gatehouse_password_checks_total{result=\"" + code(result) + "\"} 0.0");
        }
        for (CheckDrop reason : CheckDrop.values()) {
            assertThat(lines())
                    .contains("gatehouse_password_checks_dropped_total{reason=\"" + code(reason) + "\"} 0.0");
        }
        for (DenyReason reason : DenyReason.values()) {
            assertThat(lines()).contains("gatehouse_denied_total{reason=\"" + reason.code() + "\"} 0.0");
        }
        for (Drop reason : Drop.values()) {
            assertThat(lines()).contains("gatehouse_dropped_total{reason=\"" + code(reason) + "\"} 0.0");
        }
    }

    @ParameterizedTest
    @EnumSource(DenyReason.class)
    void refusalsAreCountedByReason(DenyReason reason) {
        counters.onDecision(SampleDecision.denied(reason, 1), 1);
        counters.onDecision(SampleDecision.granted(1), 1);
        assertThat(lines())
                .contains(
                        "gatehouse_denied_total{reason=\"" + reason.code() + "\"} 1.0",
                        "gatehouse_answers_total{verdict=\"denied\"} 1.0",
                        "gatehouse_answers_total{verdict=\"granted\"} 1.0",
                        "gatehouse_answer_duration_seconds_count 2")
                .filteredOn(line -> line.startsWith("gatehouse_denied_total") && line.endsWith(" 0.0"))
                .hasSize(DenyReason.values().length - 1);
    }

    @ParameterizedTest
    @EnumSource(Drop.class)
    void dropsAreCountedByReason(Drop reason) {
        counters.onDecision(SampleDecision.dropped(reason), 1);
        assertThat(lines())
                .contains("gatehouse_dropped_total{reason=\"" + code(reason) + "\"} 1.0")
                .filteredOn(line -> line.startsWith("gatehouse_dropped_total") && line.endsWith(" 0.0"))
                .hasSize(Drop.values().length - 1);
    }

    @Test
    void timesFallIntoTheBucketThatTheyDoNotExceed() {
        counters.onDecision(SampleDecision.granted(500_000), 1);
        counters.onDecision(SampleDecision.granted(500_001), 1);
        counters.onDecision(SampleDecision.granted(1_500_000_000), 1);
        counters.onDecision(SampleDecision.granted(3_000_000_000L), 1);
        counters.onDecision(SampleDecision.granted(-1), 1);
        assertThat(lines())
                .contains(
                        "gatehouse_answer_duration_seconds_bucket{le=\"5.0E-4\"} 2",
                        "gatehouse_answer_duration_seconds_bucket{le=\"0.001\"} 3",
                        "gatehouse_answer_duration_seconds_bucket{le=\"1.0\"} 3",
                        "gatehouse_answer_duration_seconds_bucket{le=\"1.5\"} 4",
                        "gatehouse_answer_duration_seconds_bucket{le=\"2.0\"} 4",
                        "gatehouse_answer_duration_seconds_bucket{le=\"+Inf\"} 5",
                        "gatehouse_answer_duration_seconds_count 5",
                        "gatehouse_answer_duration_seconds_sum 4.501000001");
    }

    @Test
    void aQueueThatStandsIsShown() {
        AtomicLong now = new AtomicLong();
        AdmissionQueue<Timed> standing = SampleQueues.queue(5, now::get);
        now.set(10_000_000);
        standing.poll();
        now.set(300_000_000);
        standing.poll();
        Queues queues = new Queues(() -> QueueState.EMPTY, () -> 3, () -> standing, () -> PendingState.NONE);
        try (Metrics shown =
                new Metrics(counters, queues, SampleQueues.state(), () -> new BuildInfo("1", "x", "one"))) {
            assertThat(SampleQueues.text(shown).lines())
                    .contains(
                            "gatehouse_queue_standing{queue=\"passwords\"} 1.0",
                            "gatehouse_queue_standing{queue=\"requests\"} 0.0",
                            "gatehouse_queue_standing_episodes_total{queue=\"passwords\"} 1.0",
                            "gatehouse_queue_oldest_age_seconds{queue=\"passwords\"} 0.3",
                            "gatehouse_queue_depth{queue=\"passwords\"} 3.0",
                            "gatehouse_workers 3.0");
        }
    }

    @Test
    void passwordChecksAreCountedFromTheirBeginToTheirEnd() {
        PasswordCounters passwords = counters.passwords();
        passwords.began(2_000_000);
        assertThat(lines())
                .contains(
                        "gatehouse_password_threads_busy 1.0",
                        "gatehouse_queue_wait_seconds_sum{queue=\"passwords\"} 0.002");
        passwords.ended(CheckResult.WRONG, "bcrypt(10)", 100_000_000);
        passwords.began(0);
        passwords.ended(CheckResult.RIGHT, "argon2id(m=65536,t=3,p=1)", 200_000_000);
        passwords.dropped(CheckDrop.WOULD_EXPIRE);
        assertThat(lines())
                .contains(
                        "gatehouse_password_threads_busy 0.0",
                        "gatehouse_password_check_duration_seconds_sum{scheme=\"bcrypt\"} 0.1",
                        "gatehouse_password_check_duration_seconds_sum{scheme=\"argon2id\"} 0.2",
                        "gatehouse_password_checks_total{result=\"wrong\"} 1.0",
                        "gatehouse_password_checks_total{result=\"right\"} 1.0",
                        "gatehouse_password_checks_total{result=\"failed\"} 0.0",
                        "gatehouse_password_checks_dropped_total{reason=\"would_expire\"} 1.0",
                        "gatehouse_password_checks_dropped_total{reason=\"expired\"} 0.0");
    }

    @Test
    void theConnectionIsShownAndItsReturnsAreCounted() {
        counters.connected();
        assertThat(lines()).contains("gatehouse_connected 1.0", "gatehouse_reconnects_total 0.0");
        counters.disconnected();
        assertThat(lines()).contains("gatehouse_connected 0.0", "gatehouse_reconnects_total 0.0");
        counters.connected();
        assertThat(lines()).contains("gatehouse_connected 1.0", "gatehouse_reconnects_total 1.0");
    }

    @Test
    void theSessionsOfAllServersAreNotANumberWhileNobodyKnowsIt() {
        assertThat(lines()).contains("gatehouse_sessions NaN");
        counters.revocations().counted(OptionalLong.of(7));
        assertThat(lines()).contains("gatehouse_sessions 7.0");
        counters.revocations().counted(OptionalLong.of(0));
        assertThat(lines()).contains("gatehouse_sessions 0.0");
        counters.revocations().counted(OptionalLong.empty());
        assertThat(lines()).contains("gatehouse_sessions NaN");
    }

    @Test
    void answersThatHadToWaitForTheServerAreCounted() {
        counters.onWritable();
        counters.onWritable();
        assertThat(lines()).contains("gatehouse_backpressure_total 2.0");
    }

    @Test
    void aFileThatCannotBeUsedShowsUntilItIsCorrected() {
        ReloadRecorder file = counters.reloads("staff", "file");
        assertThat(lines()).noneMatch(line -> line.startsWith("gatehouse_directory_users"));
        file.reloaded(2);
        file.reloadFailed();
        counters.reloads("guests", "file").reloaded(5);
        assertThat(lines())
                .contains(
                        "gatehouse_directory_users{directory=\"staff\",type=\"file\"} 2.0",
                        "gatehouse_directory_outdated{directory=\"staff\",type=\"file\"} 1.0",
                        "gatehouse_directory_reloads_total{directory=\"staff\",result=\"failure\",type=\"file\"} 1.0",
                        "gatehouse_directory_users{directory=\"guests\",type=\"file\"} 5.0",
                        "gatehouse_directory_outdated{directory=\"guests\",type=\"file\"} 0.0");
        file.reloaded(3);
        assertThat(lines())
                .contains(
                        "gatehouse_directory_users{directory=\"staff\",type=\"file\"} 3.0",
                        "gatehouse_directory_outdated{directory=\"staff\",type=\"file\"} 0.0",
                        "gatehouse_directory_reloads_total{directory=\"staff\",result=\"success\",type=\"file\"} 2.0");
        assertThat(counters.reloads()).isEqualTo(3);
        assertThat(counters.failedReloads()).isEqualTo(1);
    }

    /** Whose users are asked for one by one has none in memory. */
    @Test
    void whetherChangesAreToldOfIsShownWithoutUsers() {
        ReloadRecorder database = counters.reloads("staff", "postgres");
        String outdated = "gatehouse_directory_outdated{directory=\"staff\",type=\"postgres\"} ";
        database.notFollowed("not yet");
        assertThat(lines()).contains(outdated + "1.0");
        database.followed();
        assertThat(lines())
                .contains(outdated + "0.0")
                .noneMatch(line -> line.startsWith("gatehouse_directory_users")
                        || line.startsWith("gatehouse_directory_reloads_total"));
    }

    /** The same directory goes on, with the same counters. */
    @Test
    void whoIsNotToldOfChangesAnyMoreIsNotShownAsOutdated() {
        HealthMonitor monitor = new HealthMonitor(counters, new Health(), 0);
        DirectoryMonitor before = monitor.watched("staff", "postgres", told -> {});
        before.notFollowed("lost");
        assertThat(lines()).contains("gatehouse_directory_outdated{directory=\"staff\",type=\"postgres\"} 1.0");

        before.withdraw();
        assertThat(lines()).noneMatch(line -> line.startsWith("gatehouse_directory_outdated"));
        monitor.watched("staff", "postgres", told -> {}).followed();
        assertThat(lines()).contains("gatehouse_directory_outdated{directory=\"staff\",type=\"postgres\"} 0.0");
    }

    @Test
    void whatExpiresIsShownForAsLongAsItIsConfigured() {
        Map<String, ValidityPeriod> files = new TreeMap<>(Map.of("nats.creds", new ValidityPeriod(1_000, 2_000)));
        InstanceState state = new InstanceState(() -> false, () -> true, () -> Map.copyOf(files));
        try (Metrics shown =
                new Metrics(counters, SampleQueues.requests(0), state, () -> new BuildInfo("1", "x", "one"))) {
            assertThat(SampleQueues.text(shown).lines())
                    .contains(
                            "gatehouse_file_expiry_timestamp_seconds{key=\"nats.creds\"} 2000.0",
                            "gatehouse_file_issued_timestamp_seconds{key=\"nats.creds\"} 1000.0",
                            "gatehouse_ready 0.0",
                            "gatehouse_rollout_ready 1.0");
            files.clear();
            assertThat(SampleQueues.text(shown)).doesNotContain("gatehouse_file_");
        }
    }

    @Test
    void theProcessIsShownUnderNamesThatPrometheusApprovesOf() {
        assertThat(SampleQueues.text(metrics))
                .containsPattern("(?m)^process_cpu_seconds_total [0-9.E-]+$")
                .containsPattern("(?m)^system_cpus [0-9.]+$")
                .doesNotContain("process_cpu_time", "system_cpu_count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                   | text/plain",
                "*/*                                                                  | text/plain",
                "text/html,*/*;q=0.8                                                  | text/plain",
                "text/plain;version=0.0.4                                             | text/plain",
                "application/openmetrics-text; version=1.0.0                          | application/openmetrics-text",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2    | application/openmetrics-text",
                "application/vnd.google.protobuf                                      | text/plain",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
                        + " | application/vnd.google.protobuf",
                ",;,;q=,                                                              | text/plain",
            })
    void theFormatIsOneThatTheScraperAccepts(String accept, String format) {
        Scrape scrape = metrics.scrape(accept);
        assertThat(scrape.contentType()).startsWith(format + "; ");
        assertThat(new String(scrape.body(), StandardCharsets.ISO_8859_1)).contains("gatehouse_requests");
    }

    @Test
    void saysWhatRuns() {
        assertThat(lines())
                .contains("gatehouse_build_info{ed25519=\"Corretto\",java=\"" + Runtime.version()
                        + "\",version=\"1.2.3\"} 1");
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(this::countTenThousand);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lines())
                .contains("gatehouse_requests_total 40000.0", "gatehouse_answer_duration_seconds_count 40000");
        assertThat(counters.requests()).isEqualTo(counters.grants());
    }

    @Test
    void valuesStillCountAfterAGarbageCollection() {
        lines();
        System.gc();
        counters.onReceived(1);
        assertThat(lines()).contains("gatehouse_requests_total 1.0");
    }

    private void countTenThousand() {
        for (int i = 0; i < 10_000; i++) {
            counters.onReceived(1);
            counters.onDecision(SampleDecision.granted(i), 1);
        }
    }

    private List<String> lines() {
        return SampleQueues.text(metrics).lines().toList();
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

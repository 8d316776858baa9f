package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What becomes of records: in order, within bounds, and each that is lost is counted. */
@Timeout(60)
class AuditTrailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CALM = Duration.ofMillis(100);

    private final AuditCounts counts = new AuditCounts();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.gatehouse.audit");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        // The trail's own thread adds to it while it is looked at.
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private AuditTrail trail(HeldSink sink, AuditSettings settings) {
        AuditTrail trail = new AuditTrail(settings, "one", "c0ffee", counts, used -> sink, CALM);
        trail.start("1.2.3");
        return trail;
    }

    private AuditTrail trail(HeldSink sink) {
        return trail(sink, SampleAudit.settings(false, 1 << 20));
    }

    private static Decision denied(String user) {
        long now = System.nanoTime();
        return new Decision(
                SampleRequest.login(user, "wrong"),
                Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)),
                now - 1000,
                now - 500,
                now);
    }

    private List<String> lines(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void recordsComeInTheirOrderAndAreNumbered() {
        HeldSink sink = HeldSink.open();
        try (AuditTrail trail = trail(sink)) {
            for (int i = 0; i < 1000; i++) {
                trail.onDecision(denied("user" + i), 1);
            }
        }

        assertThat(sink.records("decision"))
                .extracting(record -> record.get("user"))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(i -> "user" + i)
                        .toList());
        List<Map<String, Object>> all =
                sink.lines.stream().map(AuditLines::members).toList();
        assertThat(all)
                .extracting(record -> record.get("seq"))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, all.size())
                        .mapToObj(i -> (Object) i)
                        .toList());
        assertThat(all.get(0)).containsEntry("type", "start").containsEntry("version", "1.2.3");
        assertThat(all.get(all.size() - 1)).containsEntry("type", "stop").containsEntry("configuration", "c0ffee");
        assertThat(sink.closed).isTrue();
        assertThat(counts.stored()).isEqualTo(all.size());
        assertThat(counts.dropped()).isZero();
        assertThat(counts.queueBytes()).isZero();
        assertThat(counts.storedAtSeconds()).isPositive();
    }

    @Test
    void whatWasDroppedUnreadIsANumber() {
        HeldSink sink = HeldSink.open();
        try (AuditTrail trail = trail(sink)) {
            trail.onDecision(SampleDecision.dropped(Drop.SHED), 90);
            trail.onDecision(SampleDecision.dropped(Drop.SHED), 10);
            trail.onDecision(SampleDecision.dropped(Drop.QUEUE_FULL), 1);
        }

        assertThat(sink.sum("unread", "requests")).isEqualTo(101);
        assertThat(sink.records("unread"))
                .extracting(record -> record.get("reason"))
                .contains("shed", "queue_full");
        assertThat(sink.records("decision")).isEmpty();
    }

    /** Ten times what the queue takes, by several threads, while the sink stands still: not one is missing in the sums. */
    @Test
    void whatTheQueueHasNoRoomForIsCountedToTheLastOne() throws Exception {
        HeldSink sink = new HeldSink();
        AuditSettings small = SampleAudit.settings(false, 64 << 10);
        int threads = 4;
        int each = 1000;
        try (AuditTrail trail = trail(sink, small)) {
            sink.entered.acquire();
            CountDownLatch told = new CountDownLatch(threads);
            for (int t = 0; t < threads; t++) {
                Thread teller = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        trail.onDecision(denied("u"), 1);
                        trail.onDecision(SampleDecision.dropped(Drop.SHED), 3);
                    }
                    told.countDown();
                });
                teller.start();
            }
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(counts.queueBytes()).isLessThanOrEqualTo(64 << 10);
            assertThat(counts.dropped(AuditDrop.QUEUE_FULL)).isPositive();
            assertThat(trail.notes()).containsKey("audit");
            sink.release();
            await().atMost(PATIENCE)
                    .until(() -> sink.sum("gap", "records") == counts.dropped()
                            && sink.sum("unread", "requests") == 3L * threads * each);
            await().atMost(PATIENCE).until(() -> trail.notes().isEmpty());
        }

        assertThat(sink.records("decision").size() + counts.dropped()).isEqualTo((long) threads * each);
        assertThat(sink.sum("gap", "records")).isEqualTo(counts.dropped());
        assertThat(lines(Level.WARN))
                .hasSize(2)
                .satisfiesExactly(
                        begin -> assertThat(begin).startsWith("audit records are lost (queue_full)"),
                        end -> assertThat(end)
                                .startsWith("audit records are complete again: " + counts.dropped() + " were lost"));
    }

    @Test
    void whatCannotBeStoredIsTriedAgainAndToldOnce() {
        HeldSink sink = HeldSink.open();
        sink.failure = "no space left on device";
        try (AuditTrail trail = trail(sink)) {
            trail.onDecision(denied("alice"), 1);
            await().atMost(PATIENCE).until(counts::isFailing);
            assertThat(trail.notes().get("audit")).contains("no space left on device");
            assertThat(trail.obstacle()).isNull();

            sink.failure = null;
            await().atMost(PATIENCE).until(() -> !sink.records("decision").isEmpty());
            await().atMost(PATIENCE).until(() -> trail.notes().isEmpty());
        }

        assertThat(counts.dropped()).isZero();
        assertThat(sink.records("decision")).hasSize(1);
        assertThat(lines(Level.ERROR)).containsExactly("the audit log cannot be written: no space left on device");
        assertThat(lines(Level.INFO)).anyMatch(line -> line.startsWith("the audit log is written again"));
    }

    @Test
    void whatIsLeftAtTheEndIsCounted() {
        HeldSink sink = HeldSink.open();
        sink.failure = "away";
        try (AuditTrail trail = trail(sink)) {
            trail.onDecision(denied("alice"), 1);
        }

        assertThat(counts.dropped(AuditDrop.STOPPED)).isEqualTo(3);
        assertThat(counts.queueBytes()).isZero();
    }

    @Test
    void anAnswerIsRecordedBeforeItIsSent() throws Exception {
        HeldSink sink = new HeldSink();
        try (AuditTrail trail = trail(sink, SampleAudit.settings(true, 1 << 20))) {
            CompletableFuture<Void> stored = trail.record(denied("alice"));
            sink.entered.acquire();
            assertThat(stored).isNotDone();
            sink.release();
            stored.get(20, TimeUnit.SECONDS);
            assertThat(sink.records("decision")).hasSize(1);

            trail.onDecision(denied("alice"), 1);
            trail.onDecision(SampleDecision.dropped(Drop.SHED), 1);
        }

        assertThat(sink.records("decision")).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotRecordedIsNotSaidToBeGiven() throws Exception {
        HeldSink sink = HeldSink.open();
        try (AuditTrail trail = trail(sink, SampleAudit.settings(true, 1 << 20))) {
            await().atMost(PATIENCE).until(() -> counts.stored() == 1);
            sink.failure = "no space left on device";
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(trail.record(denied("alice")));
            }
            for (CompletableFuture<Void> answer : answers) {
                assertThat(answer)
                        .failsWithin(PATIENCE)
                        .withThrowableOfType(ExecutionException.class)
                        .withMessageContaining("no space left on device");
            }
            long now = System.nanoTime();
            trail.onDecision(
                    new Decision(
                            SampleRequest.login("alice", "a1"),
                            Authorization.dropped(Drop.NOT_RECORDED, "no space left on device"),
                            now - 1000,
                            now - 500,
                            now),
                    1);
            await().atMost(PATIENCE).until(() -> trail.obstacle() != null);

            sink.failure = null;
            await().atMost(PATIENCE).until(() -> trail.obstacle() == null);
            trail.record(denied("bob")).get(20, TimeUnit.SECONDS);
        }

        assertThat(sink.records("decision"))
                .extracting(record -> record.get("reason"))
                .containsExactly("not_recorded", "bad_credentials");
    }

    /** As with a pipe that nobody reads: no error ever comes, and no login can be answered. */
    @Test
    void aWriteThatDoesNotComeToItsEndIsAnObstacle() throws Exception {
        HeldSink sink = new HeldSink();
        try (AuditTrail trail = trail(sink, SampleAudit.settings(true, 1 << 20))) {
            sink.entered.acquire();
            assertThat(trail.obstacle()).isNull();
            await().atMost(PATIENCE).until(() -> trail.obstacle() != null);
            assertThat(trail.obstacle()).contains("a write does not come to its end (for ");
            assertThat(trail.record(denied("alice")))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("does not come to its end");
            assertThat(counts.isFailing()).isTrue();
            while (counts.dropped() == 0) {
                trail.admin("GET", "/-/status", "127.0.0.1", 200);
            }
            assertThat(counts.dropped(AuditDrop.SINK_FAILED)).isEqualTo(1);

            sink.release();
            await().atMost(PATIENCE).until(() -> trail.obstacle() == null && counts.queueBytes() == 0);
            assertThat(counts.isFailing()).isFalse();
            assertThat(log.list)
                    .filteredOn(event -> event.getLevel() == Level.ERROR)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage()).contains("does not come to its end"));
            trail.record(denied("bob")).get(20, TimeUnit.SECONDS);
        }

        assertThat(sink.records("decision"))
                .extracting(record -> record.get("user"))
                .containsExactly("bob");
    }

    /** Whoever has waited for too long has given no answer. */
    @Test
    void anAnswerThatIsGivenUpLeavesNoRecord() throws Exception {
        HeldSink sink = new HeldSink();
        try (AuditTrail trail = trail(sink, SampleAudit.settings(true, 1 << 20))) {
            sink.entered.acquire();
            CompletableFuture<Void> late = trail.record(denied("alice"));
            assertThat(late.cancel(true)).isTrue();
            CompletableFuture<Void> next = trail.record(denied("bob"));
            sink.release();
            next.get(20, TimeUnit.SECONDS);
        }

        assertThat(sink.records("decision"))
                .extracting(record -> record.get("user"))
                .containsExactly("bob");
    }

    @Test
    void eventsAreRecordsOfTheirOwn() {
        HeldSink sink = HeldSink.open();
        try (AuditTrail trail = trail(sink)) {
            trail.use(SampleAudit.settings(false, 1 << 20), "beef");
            trail.reloaded("SIGHUP", List.of("rules.day"), 0);
            trail.reloaded("the file has changed", List.of(), 2);
            trail.admin("POST", "/-/explain", "127.0.0.1", 200);
        }

        assertThat(sink.records("reload"))
                .satisfiesExactly(
                        taken -> assertThat(taken)
                                .containsEntry("result", "taken")
                                .containsEntry("occasion", "SIGHUP")
                                .containsEntry("changed", List.of("rules.day"))
                                .containsEntry("configuration", "beef"),
                        refused -> assertThat(refused)
                                .containsEntry("result", "refused")
                                .containsEntry("problems", 2));
        assertThat(sink.records("admin"))
                .singleElement()
                .satisfies(admin -> assertThat(admin)
                        .containsEntry("method", "POST")
                        .containsEntry("path", "/-/explain")
                        .containsEntry("status", 200)
                        .containsEntry("host", "127.0.0.1"));
    }
}

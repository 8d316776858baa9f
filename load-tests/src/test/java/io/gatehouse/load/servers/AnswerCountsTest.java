package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import io.gatehouse.load.servers.batch.BatchVerification;
import io.gatehouse.load.servers.batch.FrameWriter;
import io.gatehouse.load.servers.batch.PreparedRequests;
import io.gatehouse.load.servers.batch.ReplyCollector;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches that nobody really sends: what is counted, and when. An empty answer is a denial, which is right here. */
class AnswerCountsTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 1_000 * MILLI;
    private static final String INBOX = "_INBOX.token";

    private final TestUsers users = TestUsers.patterned(100, "u%d", "p%d", 1);
    private final Workload workload = Workload.fresh(2, CurveKey.generate().publicKey(), users, 1, "A", false);
    private final ReplyCollector box = new ReplyCollector(INBOX);
    private final FrameWriter writer = new FrameWriter(
            new RequestWriter(workload, Clock.systemUTC(), Duration.ofSeconds(2)), workload, "callout", INBOX);

    private RequestBatch batch(long first, int count) throws Exception {
        ProgressBar bar = new ProgressBar(System.err, ProgressBar.BarStyle.NONE, "prepare", count);
        PreparedRequests requests = PreparedRequests.prepare(writer, first, count, i -> i % 100, bar);
        RequestBatch batch = new RequestBatch(first, requests, i -> i % 100);
        box.expect(batch);
        return batch;
    }

    /** Sends into the void, each request when it is due: one in each ms. */
    private static void send(RequestBatch batch, int count) throws Exception {
        try (NullConnection nowhere = new NullConnection()) {
            for (int i = 0; i < batch.size(); i++) {
                batch.due(i, START + i * MILLI);
                if (i < count) {
                    batch.gather(i, nowhere.connection(), START + i * MILLI + 2 * MILLI);
                }
            }
            batch.sent(count);
        }
    }

    private void answer(long request, long atNanos) {
        byte[] subject = (INBOX + "." + request).getBytes(StandardCharsets.US_ASCII);
        box.message(atNanos, subject, 0, subject.length, 0, subject.length, 0);
    }

    private void verify(RequestBatch batch) {
        new BatchVerification(new AnswerVerifier(workload, Expected.ANYTHING))
                .run(batch, new ProgressBar(System.err, ProgressBar.BarStyle.NONE, "verify", batch.size()));
    }

    @Test
    void everyOfferedRequestIsOneOfInTimeLateWrongOrLost() throws Exception {
        RequestBatch batch = batch(1000, 10);
        send(batch, 8);
        answer(1000, START + 5 * MILLI);
        answer(1001, START + MILLI + 20 * MILLI);
        answer(1002, START + 2 * MILLI + 21 * MILLI);
        byte[] nonsense = (INBOX + ".1003nonsense").getBytes(StandardCharsets.US_ASCII);
        box.message(START + 4 * MILLI, nonsense, 0, nonsense.length - 8, 0, nonsense.length - 8, 8);
        answer(1004, START + 10 * MILLI);
        AnswerCounts before = AnswerCounts.of(batch, 0, 10, 20_000);
        verify(batch);
        AnswerCounts counts = AnswerCounts.of(batch, 0, 10, 20_000);

        assertThat(before.unverified()).isEqualTo(5);
        assertThat(counts.scheduled()).isEqualTo(10);
        assertThat(counts.offered()).isEqualTo(8);
        assertThat(counts.answered()).isEqualTo(5);
        assertThat(counts.inTime()).isEqualTo(3);
        assertThat(counts.late()).isEqualTo(1);
        assertThat(counts.denied()).isEqualTo(4);
        assertThat(counts.wrongByVerdict())
                .containsOnlyKeys(AnswerVerdict.UNOPENABLE)
                .containsValue(1L);
        assertThat(counts.lost()).isEqualTo(3);
        assertThat(counts.unverified()).isZero();
        assertThat(counts.inTimeShare()).isEqualTo(3.0 / 8);
        assertThat(counts.lagMillis(100)).isBetween(2.0, 2.01);
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() throws Exception {
        RequestBatch batch = batch(0, 100);
        send(batch, 100);
        for (int i = 0; i < 100; i++) {
            answer(i, START + i * MILLI + (i + 1) * MILLI);
        }
        verify(batch);
        AnswerCounts counts = AnswerCounts.of(batch, 0, 100, 1_000_000);

        assertThat(counts.latencyMillis(50)).isBetween(49.9, 50.1);
        assertThat(counts.latencyMillis(90)).isBetween(89.9, 90.1);
        assertThat(counts.latencyMillis(99)).isBetween(98.9, 99.1);
        assertThat(counts.maxMillis()).isBetween(99.9, 100.1);
    }

    @Test
    void nothingHasNoLatency() {
        assertThat(new AnswerCounts(1).latencyMillis(99)).isNaN();
        assertThat(new AnswerCounts(1).maxMillis()).isNaN();
        assertThat(new AnswerCounts(1).inTimeShare()).isNaN();
    }

    @Test
    void secondAnswersAndAnswersToNobodyAreNoticed() throws Exception {
        RequestBatch batch = batch(0, 2);
        send(batch, 2);
        answer(0, START + MILLI);
        answer(0, START + 2 * MILLI);
        answer(2, START + 2 * MILLI);
        byte[] strange = (INBOX + ".x").getBytes(StandardCharsets.US_ASCII);
        box.message(START, strange, 0, strange.length, 0, strange.length, 0);

        assertThat(batch.duplicates()).isEqualTo(1);
        assertThat(batch.latencyMicros(0)).isEqualTo(1000);
        assertThat(box.strays()).isEqualTo(2);
    }

    @Test
    void thatNobodyListensIsNoAnswer() throws Exception {
        RequestBatch batch = batch(7, 1);
        send(batch, 1);
        byte[] message = (INBOX + ".7NATS/1.0 503\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        box.message(START, message, 0, INBOX.length() + 2, 16, message.length, 0);

        assertThat(batch.unanswerable()).isEqualTo(1);
        assertThat(batch.answered()).isZero();
    }

    @Test
    void anExpiredRequestIsNotToldOfWhenItsAnswerComes() throws Exception {
        RequestBatch batch = batch(0, 2);
        send(batch, 2);
        List<Integer> told = new ArrayList<>();
        batch.listen(told::add);

        assertThat(batch.expire(0)).isTrue();
        assertThat(batch.expire(0)).isFalse();
        answer(0, START + 5 * MILLI);
        answer(1, START + 5 * MILLI);
        assertThat(batch.expire(1)).isFalse();

        assertThat(told).containsExactly(1);
        assertThat(batch.answered()).isEqualTo(2);
    }

    /** The service counts when it lets go of a request, which may be in the next segment. */
    @Test
    void whatWasShedOfTheWarmUpIsNotDrawnIntoWhatIsMeasured() throws Exception {
        RequestBatch batch = batch(0, 2000);
        send(batch, 2000);
        for (int i = 0; i < 2000; i++) {
            if (i < 1500 || i >= 1510) {
                answer(i, START + i * MILLI + MILLI);
            }
        }
        verify(batch);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler sampler = MetricsSampler.start(null, "depth", "shed")) {
            sampler.add(START - 500 * MILLI, "shed 100");
            sampler.add(START + 500 * MILLI, "shed 120");
            sampler.add(START + 3000 * MILLI, "shed 130");
            SegmentCounter counting = new SegmentCounter(20_000, new Probes(none, none, sampler));
            Measured whole = counting.count(
                    batch, new Segment("rate", 1, 1000, 0, 2000, START, START + 2000 * MILLI, true), START);

            assertThat(whole.series())
                    .extracting(row -> row.number("lost_per_s"))
                    .containsExactly(0.0, 10.0);
            assertThat(whole.series())
                    .extracting(row -> row.number("shed_per_s"))
                    .containsExactly(0.0, 10.0);
        }
    }

    @Test
    void aToolThatIsLateItselfSaysSo() throws Exception {
        RequestBatch batch = batch(0, 100);
        try (NullConnection nowhere = new NullConnection()) {
            for (int i = 0; i < 100; i++) {
                batch.due(i, START + i * MILLI);
                batch.gather(i, nowhere.connection(), START + i * MILLI + 30 * MILLI);
            }
            batch.sent(100);
        }
        for (int i = 0; i < 100; i++) {
            answer(i, START + i * MILLI + 40 * MILLI);
        }
        verify(batch);
        Segment segment = new Segment("5x", 5, 1000, 0, 100, START, START + 100 * MILLI, true);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler silent = MetricsSampler.start(null, "depth", "shed")) {
            Measured part = new SegmentCounter(1_000_000, new Probes(none, none, silent)).count(batch, segment, START);

            assertThat(Lateness.warning(part).orElseThrow())
                    .startsWith(
                            "Warning: the tool itself sent late in step 5x: 1 % of the requests by 30.0 ms or more");
        }
    }

    @Test
    void aToolThatIsAlittleLateSaysNothing() throws Exception {
        RequestBatch batch = batch(0, 10);
        send(batch, 10);
        for (int i = 0; i < 10; i++) {
            answer(i, START + i * MILLI + 3 * MILLI);
        }
        verify(batch);

        assertThat(Lateness.isLarge(AnswerCounts.of(batch, 0, 10, 20_000))).isFalse();
        assertThat(Lateness.isLarge(new AnswerCounts(1))).isFalse();
    }

    @Test
    void recoveryIsWhenNothingGoesWrongAnyMore() throws Exception {
        RequestBatch batch = batch(0, 1000);
        send(batch, 1000);
        for (int i = 0; i < 1000; i++) {
            if (i < 30 || i >= 330) {
                answer(i, START + i * MILLI + MILLI);
            }
        }
        verify(batch);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler silent = MetricsSampler.start(null, "depth", "shed")) {
            SegmentCounter counting = new SegmentCounter(20_000, new Probes(none, none, silent));
            Measured whole = counting.count(
                    batch, new Segment("1x", 1, 1000, 0, 1000, START, START + 1000 * MILLI, true), START);

            assertThat(whole.recoverySeconds()).isEqualTo(0.4);
            assertThat(whole.series()).hasSize(1);
            assertThat(whole.series().get(0).number("in_time_per_s")).isEqualTo(700);
            assertThat(whole.series().get(0).number("lost_per_s")).isEqualTo(300);
        }
    }
}

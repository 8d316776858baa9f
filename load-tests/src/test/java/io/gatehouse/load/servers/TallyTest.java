package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.answer.Judge;
import io.gatehouse.load.answer.Verdict;
import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.Crowd;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.Scene;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Volleys that nobody really sends: what is counted, and when. An empty answer is a denial, which is right here. */
class TallyTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 1_000 * MILLI;
    private static final String INBOX = "_INBOX.token";

    private final Crowd crowd = Crowd.patterned(100, "u%d", "p%d", 1);
    private final Scene scene = Scene.fresh(2, CurveKey.generate().publicKey(), crowd, 1, "A", false);
    private final AnswerBox box = new AnswerBox(INBOX);
    private final FrameWriter writer = new FrameWriter(
            new RequestWriter(scene, Clock.systemUTC(), Duration.ofSeconds(2)), scene, "callout", INBOX);

    private Volley volley(long first, int count) throws Exception {
        ProgressBar bar = new ProgressBar(System.err, ProgressBar.Style.NONE, "prepare", count);
        Magazine magazine = Magazine.prepare(writer, first, count, i -> i % 100, bar);
        Volley volley = new Volley(first, magazine, i -> i % 100);
        box.expect(volley);
        return volley;
    }

    /** Sends into the void, each request when it is due: one in each ms. */
    private static void send(Volley volley, int count) throws Exception {
        try (NullConnection nowhere = new NullConnection()) {
            for (int i = 0; i < volley.size(); i++) {
                volley.due(i, START + i * MILLI);
                if (i < count) {
                    volley.gather(i, nowhere.connection(), START + i * MILLI + 2 * MILLI);
                }
            }
            volley.sent(count);
        }
    }

    private void answer(long request, long atNanos) {
        byte[] subject = (INBOX + "." + request).getBytes(StandardCharsets.US_ASCII);
        box.message(atNanos, subject, 0, subject.length, 0, subject.length, 0);
    }

    private void judge(Volley volley) {
        new Verification(new Judge(scene, Expected.ANYTHING))
                .run(volley, new ProgressBar(System.err, ProgressBar.Style.NONE, "verify", volley.size()));
    }

    @Test
    void everyOfferedRequestIsOneOfInTimeLateWrongOrLost() throws Exception {
        Volley volley = volley(1000, 10);
        send(volley, 8);
        answer(1000, START + 5 * MILLI);
        answer(1001, START + MILLI + 20 * MILLI);
        answer(1002, START + 2 * MILLI + 21 * MILLI);
        byte[] nonsense = (INBOX + ".1003nonsense").getBytes(StandardCharsets.US_ASCII);
        box.message(START + 4 * MILLI, nonsense, 0, nonsense.length - 8, 0, nonsense.length - 8, 8);
        answer(1004, START + 10 * MILLI);
        Tally before = Tally.of(volley, 0, 10, 20_000);
        judge(volley);
        Tally tally = Tally.of(volley, 0, 10, 20_000);

        assertThat(before.unverified()).isEqualTo(5);
        assertThat(tally.scheduled()).isEqualTo(10);
        assertThat(tally.offered()).isEqualTo(8);
        assertThat(tally.answered()).isEqualTo(5);
        assertThat(tally.inTime()).isEqualTo(3);
        assertThat(tally.late()).isEqualTo(1);
        assertThat(tally.denied()).isEqualTo(4);
        assertThat(tally.wrongByVerdict()).containsOnlyKeys(Verdict.UNOPENABLE).containsValue(1L);
        assertThat(tally.lost()).isEqualTo(3);
        assertThat(tally.unverified()).isZero();
        assertThat(tally.inTimeShare()).isEqualTo(3.0 / 8);
        assertThat(tally.lagMillis(100)).isBetween(2.0, 2.01);
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() throws Exception {
        Volley volley = volley(0, 100);
        send(volley, 100);
        for (int i = 0; i < 100; i++) {
            answer(i, START + i * MILLI + (i + 1) * MILLI);
        }
        judge(volley);
        Tally tally = Tally.of(volley, 0, 100, 1_000_000);

        assertThat(tally.latencyMillis(50)).isBetween(49.9, 50.1);
        assertThat(tally.latencyMillis(90)).isBetween(89.9, 90.1);
        assertThat(tally.latencyMillis(99)).isBetween(98.9, 99.1);
        assertThat(tally.maxMillis()).isBetween(99.9, 100.1);
    }

    @Test
    void nothingHasNoLatency() {
        assertThat(new Tally(1).latencyMillis(99)).isNaN();
        assertThat(new Tally(1).maxMillis()).isNaN();
        assertThat(new Tally(1).inTimeShare()).isNaN();
    }

    @Test
    void secondAnswersAndAnswersToNobodyAreNoticed() throws Exception {
        Volley volley = volley(0, 2);
        send(volley, 2);
        answer(0, START + MILLI);
        answer(0, START + 2 * MILLI);
        answer(2, START + 2 * MILLI);
        byte[] strange = (INBOX + ".x").getBytes(StandardCharsets.US_ASCII);
        box.message(START, strange, 0, strange.length, 0, strange.length, 0);

        assertThat(volley.duplicates()).isEqualTo(1);
        assertThat(volley.latencyMicros(0)).isEqualTo(1000);
        assertThat(box.strays()).isEqualTo(2);
    }

    @Test
    void thatNobodyListensIsNoAnswer() throws Exception {
        Volley volley = volley(7, 1);
        send(volley, 1);
        byte[] message = (INBOX + ".7NATS/1.0 503\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        box.message(START, message, 0, INBOX.length() + 2, 16, message.length, 0);

        assertThat(volley.unanswerable()).isEqualTo(1);
        assertThat(volley.answered()).isZero();
    }

    @Test
    void anExpiredRequestIsNotToldOfWhenItsAnswerComes() throws Exception {
        Volley volley = volley(0, 2);
        send(volley, 2);
        List<Integer> told = new ArrayList<>();
        volley.listen(told::add);

        assertThat(volley.expire(0)).isTrue();
        assertThat(volley.expire(0)).isFalse();
        answer(0, START + 5 * MILLI);
        answer(1, START + 5 * MILLI);
        assertThat(volley.expire(1)).isFalse();

        assertThat(told).containsExactly(1);
        assertThat(volley.answered()).isEqualTo(2);
    }

    /** The service counts when it lets go of a request, which may be in the next segment. */
    @Test
    void whatWasShedOfTheWarmUpIsNotDrawnIntoWhatIsMeasured() throws Exception {
        Volley volley = volley(0, 2000);
        send(volley, 2000);
        for (int i = 0; i < 2000; i++) {
            if (i < 1500 || i >= 1510) {
                answer(i, START + i * MILLI + MILLI);
            }
        }
        judge(volley);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler sampler = MetricsSampler.start(null, "depth", "shed")) {
            sampler.add(START - 500 * MILLI, "shed 100");
            sampler.add(START + 500 * MILLI, "shed 120");
            sampler.add(START + 3000 * MILLI, "shed 130");
            Counting counting = new Counting(20_000, new Probes(none, none, sampler));
            Measured whole = counting.count(
                    volley, new Segment("rate", 1, 1000, 0, 2000, START, START + 2000 * MILLI, true), START);

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
        Volley volley = volley(0, 100);
        try (NullConnection nowhere = new NullConnection()) {
            for (int i = 0; i < 100; i++) {
                volley.due(i, START + i * MILLI);
                volley.gather(i, nowhere.connection(), START + i * MILLI + 30 * MILLI);
            }
            volley.sent(100);
        }
        for (int i = 0; i < 100; i++) {
            answer(i, START + i * MILLI + 40 * MILLI);
        }
        judge(volley);
        Segment segment = new Segment("5x", 5, 1000, 0, 100, START, START + 100 * MILLI, true);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler silent = MetricsSampler.start(null, "depth", "shed")) {
            Measured part = new Counting(1_000_000, new Probes(none, none, silent)).count(volley, segment, START);

            assertThat(Lateness.warning(part).orElseThrow())
                    .startsWith(
                            "Warning: the tool itself sent late in step 5x: 1 % of the requests by 30.0 ms or more");
        }
    }

    @Test
    void aToolThatIsAlittleLateSaysNothing() throws Exception {
        Volley volley = volley(0, 10);
        send(volley, 10);
        for (int i = 0; i < 10; i++) {
            answer(i, START + i * MILLI + 3 * MILLI);
        }
        judge(volley);

        assertThat(Lateness.isLarge(Tally.of(volley, 0, 10, 20_000))).isFalse();
        assertThat(Lateness.isLarge(new Tally(1))).isFalse();
    }

    @Test
    void recoveryIsWhenNothingGoesWrongAnyMore() throws Exception {
        Volley volley = volley(0, 1000);
        send(volley, 1000);
        for (int i = 0; i < 1000; i++) {
            if (i < 30 || i >= 330) {
                answer(i, START + i * MILLI + MILLI);
            }
        }
        judge(volley);
        try (ProcessSampler none = ProcessSampler.start("--pid", List.of());
                MetricsSampler silent = MetricsSampler.start(null, "depth", "shed")) {
            Counting counting = new Counting(20_000, new Probes(none, none, silent));
            Measured whole = counting.count(
                    volley, new Segment("1x", 1, 1000, 0, 1000, START, START + 1000 * MILLI, true), START);

            assertThat(whole.recoverySeconds()).isEqualTo(0.4);
            assertThat(whole.series()).hasSize(1);
            assertThat(whole.series().get(0).number("in_time_per_s")).isEqualTo(700);
            assertThat(whole.series().get(0).number("lost_per_s")).isEqualTo(300);
        }
    }
}

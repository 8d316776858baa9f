package io.gatehouse.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.DenyReason;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long MILLI = 1_000_000;

    private final ServiceCounters counters = new ServiceCounters();
    private final History history = new History();

    private void sample(long second) {
        history.add(new Sample(second, counters.sample(), 3, second % 2 == 0));
    }

    private void granted(int number) {
        for (int i = 0; i < number; i++) {
            counters.onDecision(SampleDecision.granted(MILLI), 1);
        }
    }

    private List<Long> seconds() {
        return history.all().stream().map(Sample::second).toList();
    }

    private String json(long since) {
        StatusWriter json = new StatusWriter().begin();
        new HistoryJson(history.all(), since).write(json);
        return json.end();
    }

    @Test
    void tenMinutesAreKept() {
        LongStream.rangeClosed(1, 5_000).forEach(this::sample);

        assertThat(seconds())
                .hasSize(History.SECONDS + History.TIMES_SECONDS + 1)
                .last()
                .isEqualTo(5_000L);
        assertThat(json(0)).contains("\"end\":5000,\"step_seconds\":1,\"samples\":600,");
    }

    @Test
    void aTimerThatIsALittleEarlyOrLateLeavesNoHole() {
        for (long second : new long[] {100, 101, 101, 103, 105, 105}) {
            sample(second);
        }
        assertThat(seconds()).containsExactly(100L, 101L, 102L, 103L, 104L, 105L);
    }

    @Test
    void severalSamplesOfOneSecondAreOne() {
        for (long second : new long[] {100, 101, 101, 101, 101}) {
            sample(second);
        }
        assertThat(seconds()).containsExactly(100L, 101L, 102L);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        sample(100);
        sample(50);
        sample(51);
        assertThat(seconds()).containsExactly(50L, 51L);
    }

    @Test
    void eachSecondHasWhatWasCountedInIt() {
        sample(100);
        granted(2);
        sample(101);
        granted(3);
        counters.onDecision(SampleDecision.denied(DenyReason.DISABLED, MILLI), 1);
        counters.onDecision(SampleDecision.dropped(Drop.SHED), 7);
        counters.onDecision(SampleDecision.dropped(Drop.UNDECIDED), 1);
        sample(102);

        assertThat(json(0))
                .isEqualTo(
                        "{\"end\":102,\"step_seconds\":1,\"samples\":2,\"granted\":[2,3],\"denied\":[0,1],\"shed\":[0,7],"
                                + "\"dropped\":[0,8],\"p50_ms\":[0.75,0.75],\"p99_ms\":[0.995,0.995],\"queue\":[3,3],\"ready\":[0,1]}");
        assertThat(json(101)).contains("\"samples\":1,\"granted\":[3],");
        assertThat(json(102)).contains("\"samples\":0,\"granted\":[],");
    }

    @Test
    void aHoleIsNoValue() {
        sample(100);
        sample(101);
        granted(5);
        sample(104);
        sample(105);

        assertThat(json(0))
                .contains("\"samples\":5,\"granted\":[0,null,null,null,0]", "\"queue\":[3,null,null,null,3]");
    }

    @Test
    void thereMayBeNothingYet() {
        assertThat(json(0)).contains("\"end\":0,\"step_seconds\":1,\"samples\":0,\"granted\":[]");
        sample(100);
        assertThat(json(0)).contains("\"end\":100,\"step_seconds\":1,\"samples\":0,\"granted\":[]");
    }
}

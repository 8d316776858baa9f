package io.gatehouse.admin.status;

import io.gatehouse.metrics.CounterSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The samples of the last minutes as one list for each of their values, for plots: a second in which there was none is null. */
final class HistoryJson {
    private static final double MEDIAN = 0.5;
    private static final double SLOWEST = 0.99;

    private final Map<Long, Sample> bySecond = new HashMap<>();
    private final List<Second> seconds = new ArrayList<>();
    private final long last;

    /** @param since only of seconds after it */
    HistoryJson(List<Sample> samples, long since) {
        samples.forEach(sample -> bySecond.put(sample.second(), sample));
        last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).second();
        long first = samples.isEmpty() ? 1 : samples.get(0).second() + 1;
        long from = Math.max(Math.max(first, last - History.SECONDS + 1), since + 1);
        for (long second = from; second <= last; second++) {
            seconds.add(second(second));
        }
    }

    /**
     * A second.
     *
     * @param sample null where none was taken
     * @param counted in it; null where that is not known
     * @param times of the seconds up to it; null where there were none
     */
    private record Second(
            @Nullable Sample sample,
            @Nullable CounterSample counted,
            @Nullable CounterSample times) {}

    private Second second(long second) {
        Sample now = bySecond.get(second);
        Sample before = bySecond.get(second - 1);
        if (now == null || before == null) {
            return new Second(null, null, null);
        }
        Sample base = before;
        for (int i = History.TIMES_SECONDS; i > 1; i--) {
            Sample earlier = bySecond.get(second - i);
            if (earlier != null) {
                base = earlier;
                break;
            }
        }
        CounterSample counters = now.counters();
        return new Second(now, counters.since(before.counters()), counters.since(base.counters()));
    }

    void write(StatusWriter json) {
        json.number("end", last).number("step_seconds", 1L).number("samples", (long) seconds.size());
        json.numbers("granted", counted(CounterSample::granted));
        json.numbers("denied", counted(CounterSample::denials));
        json.numbers("shed", counted(counters -> counters.drops(DropKind::isShed)));
        json.numbers("dropped", counted(CounterSample::drops));
        json.numbers("p50_ms", times(MEDIAN));
        json.numbers("p99_ms", times(SLOWEST));
        json.numbers("queue", sampled(Sample::waiting));
        json.numbers("ready", sampled(sample -> sample.ready() ? 1 : 0));
    }

    private List<String> counted(Function<CounterSample, Long> value) {
        return seconds.stream()
                .map(Second::counted)
                .map(counters -> counters == null ? "null" : String.valueOf(value.apply(counters)))
                .toList();
    }

    private List<String> times(double share) {
        return seconds.stream()
                .map(Second::times)
                .map(times -> times == null ? "null" : StatusWriter.decimal(times.quantileMillis(share)))
                .toList();
    }

    private List<String> sampled(Function<Sample, Integer> value) {
        return seconds.stream()
                .map(Second::sample)
                .map(sample -> sample == null ? "null" : String.valueOf(value.apply(sample)))
                .toList();
    }
}

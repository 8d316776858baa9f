package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Requests counted by what became of them. Every offered request is one of in time, late, wrong, lost or unverified. */
final class AnswerCounts {
    private static final long MAX_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final long budgetMicros;
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram lag = new Histogram(MAX_MICROS, DIGITS);
    private final Map<AnswerVerdict, Long> wrong = new EnumMap<>(AnswerVerdict.class);
    private long scheduled;
    private long offered;
    private long answered;
    private long inTime;
    private long late;
    private long denied;
    private long unverified;
    private long wrongs;

    /**
     * @param budgetMicros within which an answer is in time
     */
    AnswerCounts(long budgetMicros) {
        this.budgetMicros = budgetMicros;
    }

    /** Counts the requests of a part of a batch. */
    static AnswerCounts of(RequestBatch batch, int from, int to, long budgetMicros) {
        AnswerCounts counts = new AnswerCounts(budgetMicros);
        for (int i = from; i < to; i++) {
            counts.add(batch, i);
        }
        return counts;
    }

    /** Counts one request; one that was prepared for a client that did not come back is none. */
    void add(RequestBatch batch, int index) {
        if (batch.dueAt(index) == 0) {
            return;
        }
        scheduled++;
        if (!batch.isSent(index)) {
            return;
        }
        offered++;
        lag.recordValue(Math.min(MAX_MICROS, batch.lagMicros(index)));
        if (batch.isAnswered(index)) {
            answered++;
            answer(batch.verdict(index), Math.max(0, batch.latencyMicros(index)));
        }
    }

    private void answer(@Nullable AnswerVerdict verdict, long micros) {
        if (verdict == null) {
            unverified++;
        } else if (verdict.isRight()) {
            latency.recordValue(Math.min(MAX_MICROS, micros));
            inTime += micros <= budgetMicros ? 1 : 0;
            late += micros <= budgetMicros ? 0 : 1;
            denied += verdict == AnswerVerdict.DENIED ? 1 : 0;
        } else {
            wrong(verdict, 1);
        }
    }

    /** Adds what another has counted. */
    void add(AnswerCounts other) {
        scheduled += other.scheduled;
        offered += other.offered;
        answered += other.answered;
        inTime += other.inTime;
        late += other.late;
        denied += other.denied;
        unverified += other.unverified;
        latency.add(other.latency);
        lag.add(other.lag);
        other.wrong.forEach(this::wrong);
    }

    /** Counts wrong answers. */
    void wrong(AnswerVerdict verdict, long count) {
        if (count > 0) {
            wrong.merge(verdict, count, Long::sum);
            wrongs += count;
        }
    }

    long scheduled() {
        return scheduled;
    }

    long offered() {
        return offered;
    }

    long answered() {
        return answered;
    }

    long inTime() {
        return inTime;
    }

    long late() {
        return late;
    }

    long denied() {
        return denied;
    }

    /** Wrong answers, second answers among them. */
    long wrong() {
        return wrongs;
    }

    /** Wrong answers of one kind. */
    long wrong(AnswerVerdict verdict) {
        return wrong.getOrDefault(verdict, 0L);
    }

    Map<AnswerVerdict, Long> wrongByVerdict() {
        return wrong;
    }

    long unverified() {
        return unverified;
    }

    long lost() {
        return offered - answered;
    }

    /** In time, of those that were offered. */
    double inTimeShare() {
        return (double) inTime / offered;
    }

    /** The latency that a percentage of the right answers did not exceed, in ms; NaN without answers. */
    double latencyMillis(double percentile) {
        return millis(latency, percentile);
    }

    /** The longest latency of a right answer, in ms. */
    double maxMillis() {
        return latency.getTotalCount() == 0 ? Double.NaN : latency.getMaxValue() / 1000.0;
    }

    /** How late a percentage of the requests were sent at most, in ms. */
    double lagMillis(double percentile) {
        return millis(lag, percentile);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1000.0;
    }
}

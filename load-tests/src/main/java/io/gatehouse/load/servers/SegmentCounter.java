package io.gatehouse.load.servers;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts the segments of a batch whose answers are verified. */
final class SegmentCounter {
    private static final long SECOND = 1_000_000_000;
    private static final long BUCKET_NANOS = 100_000_000;
    private static final double RECOVERED = 0.99;

    private final long budgetMicros;
    private final Probes probes;

    /** How long the segments took that were counted before, so that pauses between them are not gaps in the series. */
    private long countedNanos;

    SegmentCounter(long budgetMicros, Probes probes) {
        this.budgetMicros = budgetMicros;
        this.probes = probes;
    }

    /**
     * Counts a segment.
     *
     * @param spentUntil until when the processes' CPU time counts as spent for it: its end, or when the last answer of its
     *     batch was waited for
     */
    Measured count(RequestBatch batch, Segment segment, long spentUntil) {
        AnswerCounts counts = AnswerCounts.of(batch, segment.from(), segment.to(), budgetMicros);
        List<Figures> series = series(batch, segment);
        countedNanos += segment.measured() ? segment.endNanos() - segment.startNanos() : 0;
        return new Measured(
                segment,
                counts,
                probes.service().usage(segment.startNanos(), spentUntil),
                probes.server().usage(segment.startNanos(), spentUntil),
                recovery(batch, segment),
                series);
    }

    /** The end of the last tenth of a second in which fewer than 99 % of the requests were answered rightly in time. */
    private double recovery(RequestBatch batch, Segment segment) {
        int buckets = (int) ((segment.endNanos() - segment.startNanos() + BUCKET_NANOS - 1) / BUCKET_NANOS);
        long[] offered = new long[buckets];
        long[] inTime = new long[buckets];
        for (int i = segment.from(); i < segment.to(); i++) {
            if (batch.isSent(i)) {
                int bucket = (int) ((batch.dueAt(i) - segment.startNanos()) / BUCKET_NANOS);
                int within = Math.max(0, Math.min(buckets - 1, bucket));
                offered[within]++;
                inTime[within] += isInTime(batch, i) ? 1 : 0;
            }
        }
        for (int bucket = buckets - 1; bucket >= 0; bucket--) {
            if (inTime[bucket] < RECOVERED * offered[bucket]) {
                return bucket == buckets - 1 ? Double.NaN : (bucket + 1) * BUCKET_NANOS / 1e9;
            }
        }
        return 0;
    }

    private boolean isInTime(RequestBatch batch, int index) {
        var verdict = batch.verdict(index);
        return verdict != null && verdict.isRight() && batch.latencyMicros(index) <= budgetMicros;
    }

    private List<Figures> series(RequestBatch batch, Segment segment) {
        List<Figures> rows = new ArrayList<>();
        int[] order = sentInOrder(batch, segment);
        int next = 0;
        long lost = 0;
        for (long start = segment.startNanos(); start < segment.endNanos(); start += SECOND) {
            long end = Math.min(segment.endNanos(), start + SECOND);
            AnswerCounts counts = new AnswerCounts(budgetMicros);
            while (next < order.length && batch.dueAt(order[next]) < end) {
                counts.add(batch, order[next]);
                next++;
            }
            rows.add(row(counts, segment, start, end, lost));
            lost += counts.lost();
        }
        return rows;
    }

    private static int[] sentInOrder(RequestBatch batch, Segment segment) {
        return IntStream.range(segment.from(), segment.to())
                .filter(batch::isSent)
                .boxed()
                .sorted(Comparator.comparingLong(batch::dueAt))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What was shed from one time to another, as far as it can be of what was sent within the segment. */
    private double shed(Segment segment, long start, long end, long lostBefore, long lostByNow) {
        double before = probes.metrics().shedAt(segment.startNanos());
        double first = Math.min(probes.metrics().shedAt(start) - before, (double) lostBefore);
        return Math.min(probes.metrics().shedAt(end) - before, (double) lostByNow) - first;
    }

    private Figures row(AnswerCounts counts, Segment segment, long start, long end, long lostBefore) {
        double seconds = (end - start) / 1e9;
        return Second.FIGURES.figures(new Second(
                (countedNanos + start - segment.startNanos()) / 1e9,
                segment.name(),
                seconds,
                counts,
                probes.service().usage(start, end),
                probes.metrics().depthAt(end),
                shed(segment, start, end, lostBefore, lostBefore + counts.lost()) / seconds));
    }
}

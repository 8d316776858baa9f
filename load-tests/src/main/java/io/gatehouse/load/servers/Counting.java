package io.gatehouse.load.servers;

import io.gatehouse.load.report.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts the segments of a volley when everything is judged. */
final class Counting {
    private static final long SECOND = 1_000_000_000;
    private static final long BUCKET_NANOS = 100_000_000;
    private static final double RECOVERED = 0.99;

    private final long budgetMicros;
    private final Probes probes;

    /** How long the segments took that were counted before, so that pauses between them are not gaps in the series. */
    private long countedNanos;

    Counting(long budgetMicros, Probes probes) {
        this.budgetMicros = budgetMicros;
        this.probes = probes;
    }

    /**
     * Counts a segment.
     *
     * @param spentUntil until when the processes' CPU time counts as spent for it: its end, or when the last answer of its
     *     volley was waited for
     */
    Measured count(Volley volley, Segment segment, long spentUntil) {
        Tally tally = Tally.of(volley, segment.from(), segment.to(), budgetMicros);
        List<Figures> series = series(volley, segment);
        countedNanos += segment.measured() ? segment.endNanos() - segment.startNanos() : 0;
        return new Measured(
                segment,
                tally,
                probes.service().usage(segment.startNanos(), spentUntil),
                probes.server().usage(segment.startNanos(), spentUntil),
                recovery(volley, segment),
                series);
    }

    /** The end of the last tenth of a second in which fewer than 99 % of the requests were answered rightly in time. */
    private double recovery(Volley volley, Segment segment) {
        int buckets = (int) ((segment.endNanos() - segment.startNanos() + BUCKET_NANOS - 1) / BUCKET_NANOS);
        long[] offered = new long[buckets];
        long[] inTime = new long[buckets];
        for (int i = segment.from(); i < segment.to(); i++) {
            if (volley.isSent(i)) {
                int bucket = (int) ((volley.dueAt(i) - segment.startNanos()) / BUCKET_NANOS);
                int within = Math.max(0, Math.min(buckets - 1, bucket));
                offered[within]++;
                inTime[within] += isInTime(volley, i) ? 1 : 0;
            }
        }
        for (int bucket = buckets - 1; bucket >= 0; bucket--) {
            if (inTime[bucket] < RECOVERED * offered[bucket]) {
                return bucket == buckets - 1 ? Double.NaN : (bucket + 1) * BUCKET_NANOS / 1e9;
            }
        }
        return 0;
    }

    private boolean isInTime(Volley volley, int index) {
        var verdict = volley.verdict(index);
        return verdict != null && verdict.isRight() && volley.latencyMicros(index) <= budgetMicros;
    }

    private List<Figures> series(Volley volley, Segment segment) {
        List<Figures> rows = new ArrayList<>();
        int[] order = sentInOrder(volley, segment);
        int next = 0;
        long lost = 0;
        for (long start = segment.startNanos(); start < segment.endNanos(); start += SECOND) {
            long end = Math.min(segment.endNanos(), start + SECOND);
            Tally tally = new Tally(budgetMicros);
            while (next < order.length && volley.dueAt(order[next]) < end) {
                tally.add(volley, order[next]);
                next++;
            }
            rows.add(row(tally, segment, start, end, lost));
            lost += tally.lost();
        }
        return rows;
    }

    private static int[] sentInOrder(Volley volley, Segment segment) {
        return IntStream.range(segment.from(), segment.to())
                .filter(volley::isSent)
                .boxed()
                .sorted(Comparator.comparingLong(volley::dueAt))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What was shed from one time to another, as far as it can be of what was sent within the segment. */
    private double shed(Segment segment, long start, long end, long lostBefore, long lostByNow) {
        double before = probes.metrics().shedAt(segment.startNanos());
        double first = Math.min(probes.metrics().shedAt(start) - before, (double) lostBefore);
        return Math.min(probes.metrics().shedAt(end) - before, (double) lostByNow) - first;
    }

    private Figures row(Tally tally, Segment segment, long start, long end, long lostBefore) {
        double seconds = (end - start) / 1e9;
        return Second.FIGURES.figures(new Second(
                (countedNanos + start - segment.startNanos()) / 1e9,
                segment.name(),
                seconds,
                tally,
                probes.service().usage(start, end),
                probes.metrics().depthAt(end),
                shed(segment, start, end, lostBefore, lostBefore + tally.lost()) / seconds));
    }
}

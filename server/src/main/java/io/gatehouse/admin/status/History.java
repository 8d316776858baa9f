package io.gatehouse.admin.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of the last {@value #SECONDS} seconds, and of as many before as the first of them needs. */
final class History {
    static final int SECONDS = 600;

    /** Times of answers are looked at together for so long. */
    static final int TIMES_SECONDS = 10;

    private static final int MOST = SECONDS + TIMES_SECONDS;

    /** The clock was set back when a sample is this far before the last. */
    private static final int BACK = 5;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Adds a sample, whose second follows that of the last where the clock allows it. */
    synchronized void add(Sample sample) {
        Sample last = samples.peekLast();
        if (last != null && sample.second() < last.second() - BACK) {
            samples.clear();
            last = null;
        }
        long second = last == null ? sample.second() : following(last.second(), sample.second());
        if (last != null && second <= last.second()) {
            return;
        }
        samples.addLast(new Sample(second, sample.counters(), sample.waiting(), sample.ready()));
        removeBefore(second - MOST);
    }

    /** A timer is a little early or late, which is no hole. */
    private static long following(long last, long second) {
        return Math.abs(second - last - 1) <= 1 ? last + 1 : second;
    }

    private void removeBefore(long second) {
        for (Sample oldest = samples.peekFirst();
                oldest != null && oldest.second() < second;
                oldest = samples.peekFirst()) {
            samples.removeFirst();
        }
    }

    /** All samples, the oldest first. */
    synchronized List<Sample> all() {
        return List.copyOf(samples);
    }

    /** The first sample that is not older than that; null for none. */
    synchronized @Nullable Sample firstSince(long second) {
        return samples.stream()
                .filter(sample -> sample.second() >= second)
                .findFirst()
                .orElse(null);
    }
}

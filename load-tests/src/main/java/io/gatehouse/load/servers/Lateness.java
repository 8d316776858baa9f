package io.gatehouse.load.servers;

import java.util.Locale;
import java.util.Optional;

/** Whether the tool itself sent so late that the latencies are its own and not the service's. */
final class Lateness {
    /** Less is usual for any program on a machine with other work. */
    private static final double UNIMPORTANT_MILLIS = 5;

    /** From this share of the latency on, the latency is not the service's. */
    private static final double SHARE = 0.25;

    private Lateness() {}

    /** A latency counts from when a request was due, so what it was sent late by is part of it. Not without a latency. */
    static boolean isLarge(AnswerCounts counts) {
        double lag = counts.lagMillis(99);
        return lag > UNIMPORTANT_MILLIS && lag >= SHARE * counts.latencyMillis(99);
    }

    /** What to say of it; empty where it is small. */
    static Optional<String> warning(Measured part) {
        AnswerCounts counts = part.counts();
        return isLarge(counts)
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "Warning: the tool itself sent late in step %s: 1 %% of the requests by %.1f ms or more, and latency (p99"
                                + " %.1f ms) counts from when a request was due. Lower the rate, or give it cores of its own.",
                        part.segment().name(),
                        counts.lagMillis(99),
                        counts.latencyMillis(99)))
                : Optional.empty();
    }
}

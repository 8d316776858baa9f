package io.gatehouse.load.servers;

import io.gatehouse.load.report.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole run, counted.
 *
 * @param mode {@code rate}, {@code concurrency}, {@code steps} or {@code storm}
 * @param warmup null without one
 * @param cooldown what was sent behind, of all steps together
 * @param capacity requests per second that the service can just answer in time; NaN when it was neither given nor found
 * @param storm what only a storm has; null for other modes
 */
record RunResult(
        String mode,
        List<Measured> measured,
        @Nullable Measured warmup,
        AnswerCounts cooldown,
        double capacity,
        @Nullable StormResult storm) {
    RunResult {
        measured = List.copyOf(measured);
    }

    /** What was sent before; nothing without a warm-up. */
    AnswerCounts warmupTally() {
        return warmup == null ? new AnswerCounts(1) : warmup.counts();
    }

    /** A row for each measured second. */
    List<Figures> series() {
        return measured.stream().flatMap(part -> part.series().stream()).toList();
    }

    /** All measured segments together. */
    AnswerCounts total(long budgetMicros) {
        AnswerCounts total = new AnswerCounts(budgetMicros);
        measured.forEach(part -> total.add(part.counts()));
        return total;
    }
}

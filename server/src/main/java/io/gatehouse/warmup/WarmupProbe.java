package io.gatehouse.warmup;

import io.gatehouse.drops.Drop;
import io.gatehouse.logging.DecisionLog;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.pipeline.DecisionListener;

/**
 * Sees how the requests of a warm-up end. What counts and logs is of the same classes as in service, so that the compiler
 * meets no others later, but counts for nobody else and writes nothing.
 */
public final class WarmupProbe {
    private final ServiceCounters counters = new ServiceCounters();
    private final DecisionListener listener = counters.and(DecisionLog.silent());

    DecisionListener listener() {
        return listener;
    }

    /** How many requests were answered. */
    long answers() {
        return counters.grants() + counters.denials();
    }

    /** How many requests got no answer for that reason. */
    long drops(Drop reason) {
        return counters.drops(reason);
    }
}

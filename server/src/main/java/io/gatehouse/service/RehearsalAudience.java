package io.gatehouse.service;

import io.gatehouse.logging.DecisionLog;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.pipeline.Audience;
import io.gatehouse.pipeline.CalloutRecorder;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.pipeline.Drop;

/** Counts a rehearsal by itself, and keeps silent about it. */
final class RehearsalAudience implements Audience {
    private final ServiceCounters counters = new ServiceCounters();
    private final DecisionLog decisions = DecisionLog.silent();

    @Override
    public CalloutRecorder recorder() {
        return counters;
    }

    @Override
    public DecisionListener decisions() {
        return decisions;
    }

    /** The made-up user is let in each time. */
    @Override
    public long answers() {
        return counters.grants();
    }

    @Override
    public long drops(Drop reason) {
        return counters.drops(reason);
    }
}

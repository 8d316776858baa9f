package io.gatehouse.tracing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What has become of traces so far. May be used by many threads. */
public final class TraceCounts {
    private final LongAdder exported = new LongAdder();
    private final Map<TraceDrop, LongAdder> dropped = new EnumMap<>(TraceDrop.class);

    public TraceCounts() {
        for (TraceDrop reason : TraceDrop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void exported(int traces) {
        exported.add(traces);
    }

    void dropped(TraceDrop reason, int traces) {
        Objects.requireNonNull(dropped.get(reason)).add(traces);
    }

    /** How many traces the collector has taken. */
    public long exported() {
        return exported.sum();
    }

    /** How many traces were lost, for that reason. */
    public long dropped(TraceDrop reason) {
        return Objects.requireNonNull(dropped.get(reason)).sum();
    }
}

package io.gatehouse.audit;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What has become of records so far. May be used by many threads. */
public final class AuditCounts {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final LongAdder stored = new LongAdder();
    private final Map<AuditDrop, LongAdder> dropped = new EnumMap<>(AuditDrop.class);
    private final InstantSource clock;
    private volatile long storedAt;
    private volatile boolean failing;
    private volatile BooleanSupplier hanging = () -> false;
    private volatile LongSupplier queueBytes = () -> 0;

    public AuditCounts() {
        this(InstantSource.system());
    }

    AuditCounts(InstantSource clock) {
        this.clock = clock;
        for (AuditDrop reason : AuditDrop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void stored(int records) {
        stored.add(records);
        storedAt = clock.millis();
    }

    void dropped(AuditDrop reason, long records) {
        Objects.requireNonNull(dropped.get(reason)).add(records);
    }

    void failing(boolean now) {
        failing = now;
    }

    void hanging(BooleanSupplier now) {
        hanging = now;
    }

    void queue(LongSupplier bytes) {
        queueBytes = bytes;
    }

    /** How many records were stored. */
    public long stored() {
        return stored.sum();
    }

    /** How many records were lost, for that reason. */
    public long dropped(AuditDrop reason) {
        return Objects.requireNonNull(dropped.get(reason)).sum();
    }

    /** How many records were lost. */
    public long dropped() {
        return dropped.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** When a record was stored last, in seconds since 1970; 0 for never. */
    public double storedAtSeconds() {
        return storedAt / MILLIS_PER_SECOND;
    }

    /** Whether the file or the stream could not be written when that was tried last, or that does not come to its end. */
    public boolean isFailing() {
        return failing || hanging.getAsBoolean();
    }

    /** What the records that wait hold, in bytes. */
    public long queueBytes() {
        return queueBytes.getAsLong();
    }
}

package io.gatehouse.operations;

import io.gatehouse.directory.LookupRecorder;
import java.util.concurrent.atomic.LongAdder;

/** Counts how credentials are looked up; a warm login costs one {@link LongAdder}. */
public final class LookupTally implements LookupRecorder {
    private final LongAdder[] asked = adders(Result.values().length);
    private final LongAdder[] limited = adders(Limit.values().length);
    private final LongAdder[] entries = adders(Memory.values().length);
    private final LongAdder[] bytes = adders(Memory.values().length);
    private final LongAdder[] evictions = adders(Memory.values().length);
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder refused = new LongAdder();

    LookupTally() {}

    @Override
    public void asked(Result result) {
        asked[result.ordinal()].increment();
    }

    @Override
    public void limited(Limit by) {
        limited[by.ordinal()].increment();
    }

    @Override
    public void lookupBegun() {
        inFlight.increment();
    }

    @Override
    public void lookupEnded() {
        inFlight.decrement();
    }

    @Override
    public void lookupRefused() {
        refused.increment();
    }

    @Override
    public void remembered(Memory memory, long size) {
        entries[memory.ordinal()].increment();
        bytes[memory.ordinal()].add(size);
    }

    @Override
    public void forgotten(Memory memory, long size, boolean evicted) {
        entries[memory.ordinal()].decrement();
        bytes[memory.ordinal()].add(-size);
        if (evicted) {
            evictions[memory.ordinal()].increment();
        }
    }

    /** How many questions about credentials went this way. */
    public long requests(Result result) {
        return asked[result.ordinal()].sum();
    }

    /** How many were not asked after too many failures. */
    public long limitations(Limit by) {
        return limited[by.ordinal()].sum();
    }

    /** How many credentials are remembered. */
    public long entries(Memory memory) {
        return entries[memory.ordinal()].sum();
    }

    /** What they take, in bytes. */
    public long bytes(Memory memory) {
        return bytes[memory.ordinal()].sum();
    }

    /** How many were forgotten for want of room. */
    public long evictions(Memory memory) {
        return evictions[memory.ordinal()].sum();
    }

    /** How many lookups that take their time are under way. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** How many lookups were refused. */
    public long refused() {
        return refused.sum();
    }

    private static LongAdder[] adders(int number) {
        LongAdder[] adders = new LongAdder[number];
        for (int i = 0; i < number; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}

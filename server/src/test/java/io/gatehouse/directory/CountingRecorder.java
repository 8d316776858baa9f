package io.gatehouse.directory;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what it hears. */
final class CountingRecorder implements LookupRecorder {
    private final AtomicLong[] asked = counters(Result.values().length);
    private final AtomicLong[] limited = counters(Limit.values().length);
    private final AtomicLong[] entries = counters(Memory.values().length);
    private final AtomicLong[] bytes = counters(Memory.values().length);
    private final AtomicLong[] evicted = counters(Memory.values().length);
    private final AtomicLong lookups = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private static AtomicLong[] counters(int number) {
        return Arrays.stream(new int[number]).mapToObj(AtomicLong::new).toArray(AtomicLong[]::new);
    }

    long count(Result result) {
        return asked[result.ordinal()].get();
    }

    long count(Limit limit) {
        return limited[limit.ordinal()].get();
    }

    long entries(Memory memory) {
        return entries[memory.ordinal()].get();
    }

    long bytes(Memory memory) {
        return bytes[memory.ordinal()].get();
    }

    long evicted(Memory memory) {
        return evicted[memory.ordinal()].get();
    }

    long lookups() {
        return lookups.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void asked(Result result) {
        asked[result.ordinal()].incrementAndGet();
    }

    @Override
    public void limited(Limit by) {
        limited[by.ordinal()].incrementAndGet();
    }

    @Override
    public void lookupBegun() {
        lookups.incrementAndGet();
    }

    @Override
    public void lookupEnded() {
        lookups.decrementAndGet();
    }

    @Override
    public void lookupRefused() {
        refused.incrementAndGet();
    }

    @Override
    public void remembered(Memory memory, long size) {
        entries[memory.ordinal()].incrementAndGet();
        bytes[memory.ordinal()].addAndGet(size);
    }

    @Override
    public void forgotten(Memory memory, long size, boolean forRoom) {
        entries[memory.ordinal()].decrementAndGet();
        bytes[memory.ordinal()].addAndGet(-size);
        if (forRoom) {
            evicted[memory.ordinal()].incrementAndGet();
        }
    }
}

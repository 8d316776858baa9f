package io.gatehouse.directory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what it hears. */
public final class CountingRecorder implements LookupRecorder {
    private final Map<Result, AtomicLong> asked = new ConcurrentHashMap<>();
    private final Map<Limit, AtomicLong> limited = new ConcurrentHashMap<>();
    private final Map<Memory, AtomicLong> entries = new ConcurrentHashMap<>();
    private final Map<Memory, AtomicLong> bytes = new ConcurrentHashMap<>();
    private final Map<Memory, AtomicLong> evicted = new ConcurrentHashMap<>();
    private final Map<SharedRead, AtomicLong> sharedReads = new ConcurrentHashMap<>();
    private final Map<SharedWrite, AtomicLong> sharedWrites = new ConcurrentHashMap<>();
    private final AtomicLong lookups = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private static <E> AtomicLong of(Map<E, AtomicLong> counters, E constant) {
        return counters.computeIfAbsent(constant, unknown -> new AtomicLong());
    }

    public long count(Result result) {
        return of(asked, result).get();
    }

    public long count(Limit limit) {
        return of(limited, limit).get();
    }

    public long count(SharedRead result) {
        return of(sharedReads, result).get();
    }

    public long count(SharedWrite result) {
        return of(sharedWrites, result).get();
    }

    @Override
    public void sharedRead(SharedRead result) {
        of(sharedReads, result).incrementAndGet();
    }

    @Override
    public void sharedWritten(SharedWrite result) {
        of(sharedWrites, result).incrementAndGet();
    }

    public long entries(Memory memory) {
        return of(entries, memory).get();
    }

    public long bytes(Memory memory) {
        return of(bytes, memory).get();
    }

    public long evicted(Memory memory) {
        return of(evicted, memory).get();
    }

    public long lookups() {
        return lookups.get();
    }

    public long refused() {
        return refused.get();
    }

    @Override
    public void asked(Result result) {
        of(asked, result).incrementAndGet();
    }

    @Override
    public void limited(Limit by) {
        of(limited, by).incrementAndGet();
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
        of(entries, memory).incrementAndGet();
        of(bytes, memory).addAndGet(size);
    }

    @Override
    public void forgotten(Memory memory, long size, boolean forRoom) {
        of(entries, memory).decrementAndGet();
        of(bytes, memory).addAndGet(-size);
        if (forRoom) {
            of(evicted, memory).incrementAndGet();
        }
    }
}

package io.gatehouse.metrics;

import io.gatehouse.directory.LookupRecorder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts how credentials are looked up; a warm login costs one {@link LongAdder}. */
public final class LookupCounters implements LookupRecorder {
    private final Map<Result, LongAdder> asked = adders(Result.class);
    private final Map<Limit, LongAdder> limited = adders(Limit.class);
    private final Map<Memory, LongAdder> entries = adders(Memory.class);
    private final Map<Memory, LongAdder> bytes = adders(Memory.class);
    private final Map<Memory, LongAdder> evictions = adders(Memory.class);
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder timedOut = new LongAdder();

    LookupCounters() {}

    @Override
    public void asked(Result result) {
        of(asked, result).increment();
    }

    @Override
    public void limited(Limit by) {
        of(limited, by).increment();
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
    public void lookupTimedOut() {
        timedOut.increment();
    }

    @Override
    public void remembered(Memory memory, long size) {
        of(entries, memory).increment();
        of(bytes, memory).add(size);
    }

    @Override
    public void forgotten(Memory memory, long size, boolean evicted) {
        of(entries, memory).decrement();
        of(bytes, memory).add(-size);
        if (evicted) {
            of(evictions, memory).increment();
        }
    }

    /** How many questions about credentials went this way. */
    public long requests(Result result) {
        return of(asked, result).sum();
    }

    /** How many were not asked after too many failures. */
    public long limitations(Limit by) {
        return of(limited, by).sum();
    }

    /** How many credentials are remembered. */
    public long entries(Memory memory) {
        return of(entries, memory).sum();
    }

    /** What they take, in bytes. */
    public long bytes(Memory memory) {
        return of(bytes, memory).sum();
    }

    /** How many were forgotten for lack of room. */
    public long evictions(Memory memory) {
        return of(evictions, memory).sum();
    }

    /** How many lookups that take their time are under way. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** How many lookups were refused. */
    public long refused() {
        return refused.sum();
    }

    /** How many lookups took longer than they may. */
    public long timedOut() {
        return timedOut.sum();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static <E extends Enum<E>> LongAdder of(Map<E, LongAdder> adders, E constant) {
        return Objects.requireNonNull(adders.get(constant));
    }
}

package io.gatehouse.metrics;

import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.passwords.PasswordChecksRecorder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what becomes of slow password checks. */
public final class PasswordCounters implements PasswordChecksRecorder {
    private static final String BCRYPT = "bcrypt";
    private static final String ARGON2ID = "argon2id";

    private final Map<CheckResult, LongAdder> results = ServiceCounters.adders(CheckResult.class);
    private final Map<CheckDrop, LongAdder> drops = ServiceCounters.adders(CheckDrop.class);
    private final LatencyHistogram waits = new LatencyHistogram();
    private final Map<String, LatencyHistogram> seconds = Map.of(BCRYPT, new LatencyHistogram(), ARGON2ID, new LatencyHistogram());
    private final AtomicInteger busy = new AtomicInteger();
    private final HashingLoad load;

    PasswordCounters() {
        this(System::nanoTime);
    }

    PasswordCounters(LongSupplier clock) {
        this.load = new HashingLoad(clock);
    }

    @Override
    public void began(long waitedNanos) {
        busy.incrementAndGet();
        waits.record(waitedNanos);
    }

    @Override
    public void ended(CheckResult result, String scheme, long nanos) {
        busy.decrementAndGet();
        ServiceCounters.adder(results, result).increment();
        LatencyHistogram latencies = seconds.get(scheme.startsWith(BCRYPT) ? BCRYPT : ARGON2ID);
        Objects.requireNonNull(latencies).record(nanos);
        load.hashed(nanos);
    }

    @Override
    public void dropped(CheckDrop reason) {
        ServiceCounters.adder(drops, reason).increment();
        load.dropped(reason);
    }

    /** How many checks were done with that result. */
    public long results(CheckResult result) {
        return ServiceCounters.adder(results, result).sum();
    }

    /** How many checks were given up unhashed for that reason. */
    public long drops(CheckDrop reason) {
        return ServiceCounters.adder(drops, reason).sum();
    }

    /** What was hashed of late. */
    HashingLoad load() {
        return load;
    }

    /** How long a check took on its thread, on average; 0 while none was done. */
    public long averageNanos() {
        long nanos = seconds.values().stream().mapToLong(LatencyHistogram::nanos).sum();
        long done = ServiceCounters.sum(results);
        return done == 0 ? 0 : nanos / done;
    }

    /** How many threads compute a hash now. */
    int busy() {
        return busy.get();
    }

    LatencyHistogram waits() {
        return waits;
    }

    /** How long the computation took, by algorithm. */
    Map<String, LatencyHistogram> seconds() {
        return seconds;
    }
}

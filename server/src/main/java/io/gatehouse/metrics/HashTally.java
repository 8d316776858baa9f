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
public final class HashTally implements PasswordChecksRecorder {
    private static final String BCRYPT = "bcrypt";
    private static final String ARGON2ID = "argon2id";

    private final Map<CheckResult, LongAdder> results = Tally.adders(CheckResult.class);
    private final Map<CheckDrop, LongAdder> drops = Tally.adders(CheckDrop.class);
    private final Latencies waits = new Latencies();
    private final Map<String, Latencies> seconds = Map.of(BCRYPT, new Latencies(), ARGON2ID, new Latencies());
    private final AtomicInteger busy = new AtomicInteger();
    private final HashingLoad load;

    HashTally() {
        this(System::nanoTime);
    }

    HashTally(LongSupplier clock) {
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
        Tally.adder(results, result).increment();
        Latencies latencies = seconds.get(scheme.startsWith(BCRYPT) ? BCRYPT : ARGON2ID);
        Objects.requireNonNull(latencies).record(nanos);
        load.hashed(nanos);
    }

    @Override
    public void dropped(CheckDrop reason) {
        Tally.adder(drops, reason).increment();
        load.dropped(reason);
    }

    /** How many checks were done with that result. */
    public long results(CheckResult result) {
        return Tally.adder(results, result).sum();
    }

    /** How many checks were given up unhashed for that reason. */
    public long drops(CheckDrop reason) {
        return Tally.adder(drops, reason).sum();
    }

    /** What was hashed of late. */
    HashingLoad load() {
        return load;
    }

    /** How long a check took on its thread, on average; 0 while none was done. */
    public long averageNanos() {
        long nanos = seconds.values().stream().mapToLong(Latencies::nanos).sum();
        long done = Tally.sum(results);
        return done == 0 ? 0 : nanos / done;
    }

    /** How many threads compute a hash now. */
    int busy() {
        return busy.get();
    }

    Latencies waits() {
        return waits;
    }

    /** How long the computation took, by algorithm. */
    Map<String, Latencies> seconds() {
        return seconds;
    }
}

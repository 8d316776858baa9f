package io.gatehouse.metrics;

import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.passwords.PasswordChecksRecorder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts the password checks that compute a hash. */
public final class PasswordCounters implements PasswordChecksRecorder {
    private static final String BCRYPT = "bcrypt";
    private static final String ARGON2ID = "argon2id";

    final EnumCounters<CheckResult> results = new EnumCounters<>(CheckResult.class);
    final EnumCounters<CheckDrop> drops = new EnumCounters<>(CheckDrop.class);
    final LatencyHistogram waits = new LatencyHistogram();
    final Map<String, LatencyHistogram> durations =
            Map.of(BCRYPT, new LatencyHistogram(), ARGON2ID, new LatencyHistogram());
    final AtomicInteger busy = new AtomicInteger();
    final HashingLoad load;

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
        results.add(result, 1);
        LatencyHistogram duration = durations.get(scheme.startsWith(BCRYPT) ? BCRYPT : ARGON2ID);
        Objects.requireNonNull(duration).record(nanos);
        load.hashed(nanos);
    }

    @Override
    public void dropped(CheckDrop reason) {
        drops.add(reason, 1);
        load.dropped(reason);
    }

    /** How many threads compute a hash now. */
    public int busy() {
        return busy.get();
    }

    /** How many checks were done with that result. */
    public long results(CheckResult result) {
        return results.get(result);
    }

    /** How many checks were dropped for that reason before a hash was computed. */
    public long drops(CheckDrop reason) {
        return drops.get(reason);
    }

    /** How long a check took on its thread, on average; 0 while none was done. */
    public long averageNanos() {
        long nanos =
                durations.values().stream().mapToLong(LatencyHistogram::nanos).sum();
        return nanos / Math.max(1, results.sum());
    }
}

package io.gatehouse.operations;

import io.gatehouse.directory.CheckDrop;
import io.gatehouse.directory.CheckResult;
import io.gatehouse.directory.PasswordChecksRecorder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of slow password checks. */
public final class HashTally implements PasswordChecksRecorder {
    private static final String BCRYPT = "bcrypt";
    private static final String ARGON2ID = "argon2id";

    private final LongAdder[] results = adders(CheckResult.values().length);
    private final LongAdder[] drops = adders(CheckDrop.values().length);
    private final Latencies waits = new Latencies();
    private final Map<String, Latencies> seconds = Map.of(BCRYPT, new Latencies(), ARGON2ID, new Latencies());
    private final AtomicInteger busy = new AtomicInteger();

    HashTally() {}

    @Override
    public void began(long waitedNanos) {
        busy.incrementAndGet();
        waits.record(waitedNanos);
    }

    @Override
    public void ended(CheckResult result, String scheme, long nanos) {
        busy.decrementAndGet();
        results[result.ordinal()].increment();
        Latencies latencies = seconds.get(scheme.startsWith(BCRYPT) ? BCRYPT : ARGON2ID);
        Objects.requireNonNull(latencies).record(nanos);
    }

    @Override
    public void dropped(CheckDrop reason) {
        drops[reason.ordinal()].increment();
    }

    /** How many checks were done with that result. */
    public long results(CheckResult result) {
        return results[result.ordinal()].sum();
    }

    /** How many checks were given up unhashed for that reason. */
    public long drops(CheckDrop reason) {
        return drops[reason.ordinal()].sum();
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

    private static LongAdder[] adders(int number) {
        LongAdder[] adders = new LongAdder[number];
        Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }
}

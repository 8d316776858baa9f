package io.gatehouse.passwords;

import io.gatehouse.admission.QueueDiscipline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Password checks on one thread under a clock that the test moves. Times are in milliseconds. */
final class ChecksScene implements PasswordChecksRecorder, AutoCloseable {
    static final String PASSWORD = "right";
    private static final long NANOS = 1_000_000;

    /** Stands as soon as the oldest was seen twice to have waited. */
    static final QueueDiscipline IMPATIENT = new QueueDiscipline(true, QueueDiscipline.MIN, QueueDiscipline.MIN);

    static final QueueDiscipline PATIENT = QueueDiscipline.defaults().withTargetAtLeast(Duration.ofSeconds(60));

    /** The names of what was hashed, in order. */
    final List<String> hashed = Collections.synchronizedList(new ArrayList<>());

    final Map<CheckDrop, Integer> drops = Collections.synchronizedMap(new EnumMap<>(CheckDrop.class));
    final Map<CheckResult, Integer> results = Collections.synchronizedMap(new EnumMap<>(CheckResult.class));
    final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    final PasswordChecks checks;

    private final AtomicLong now = new AtomicLong();

    ChecksScene(QueueDiscipline discipline) {
        checks = new PasswordChecks(new HashingSettings(1, 100, discipline), () -> now.get() * NANOS, this);
    }

    void pass(long millis) {
        now.addAndGet(millis);
    }

    /** Begins a check that has so much time. */
    PasswordCheck begin(PasswordHash hash, long budget) {
        return checks.begin(hash, PASSWORD, CheckTerms.until(deadline(budget)));
    }

    /** Begins a check of that precedence that has all the time it needs. */
    CompletableFuture<Boolean> begin(PasswordHash hash, Precedence precedence) {
        CheckTerms asking = new CheckTerms(deadline(60_000), precedence, () -> null);
        return checks.begin(hash, PASSWORD, asking).result();
    }

    long deadline(long budget) {
        return (now.get() + budget) * NANOS;
    }

    /** Makes the only thread busy until the hash is let go. */
    GatedHash occupy() throws InterruptedException {
        GatedHash hash = GatedHash.closed();
        CompletableFuture<Boolean> unused = begin(hash, 60_000).result();
        hash.awaitBegun();
        return hash;
    }

    /** A hash that takes so long by the scene's clock. */
    PasswordHash taking(long millis, String scheme, String name) {
        return new PasswordHash() {
            @Override
            public boolean matches(String password) {
                hashed.add(name);
                pass(millis);
                return password.equals(PASSWORD);
            }

            @Override
            public String scheme() {
                return scheme;
            }

            @Override
            public boolean slow() {
                return true;
            }
        };
    }

    PasswordHash named(String name) {
        return taking(10, "quick", name);
    }

    @Override
    public void began(long waitedNanos) {
        waits.add(waitedNanos / NANOS);
    }

    @Override
    public void ended(CheckResult result, String scheme, long nanos) {
        results.merge(result, 1, Integer::sum);
    }

    @Override
    public void dropped(CheckDrop reason) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void close() {
        checks.close();
    }
}

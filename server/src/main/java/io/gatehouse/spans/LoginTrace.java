package io.gatehouse.spans;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What is noted of one login that is traced: when each of its steps began, and what backends were asked for it. One thread at a time
 * takes the login through its steps; questions to backends begin and end on any.
 */
public final class LoginTrace {
    /** So many questions to backends are noted of a login. */
    static final int MOST_CALLS = 32;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String traceId;
    private final String spanId;
    private final String authorizeId;

    /** What is added to a time of {@link System#nanoTime()} to make it one since 1970. */
    private final long epoch;

    private final Map<LoginStep, Long> begins = new EnumMap<>(LoginStep.class);

    @GuardedBy("this") private final List<BackendCall> calls = new ArrayList<>();

    private LoginTrace(RandomGenerator random, Instant now) {
        this.traceId = SpanId.ofTrace(random);
        this.spanId = SpanId.of(random);
        this.authorizeId = SpanId.of(random);
        this.epoch = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - System.nanoTime();
    }

    /** Of a login that is looked at from now on. */
    public static LoginTrace begin() {
        return new LoginTrace(ThreadLocalRandom.current(), Instant.now());
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return traceId;
    }

    /** The id of the login as a whole, 16 hexadecimal digits. */
    public String spanId() {
        return spanId;
    }

    /** The id of the step that backends are asked in. */
    public String authorizeId() {
        return authorizeId;
    }

    /** An id for another span, 16 hexadecimal digits. */
    public String newId() {
        return SpanId.of(ThreadLocalRandom.current());
    }

    /** A time of {@link System#nanoTime()} in nanoseconds since 1970. */
    public long sinceEpoch(long nanoTime) {
        return nanoTime + epoch;
    }

    /** A step begins now, and the one before it has ended. */
    public void begins(LoginStep step) {
        begins.put(step, System.nanoTime());
    }

    /** When a step began, in {@link System#nanoTime()}; 0 where the login has not come so far. */
    public long begunAt(LoginStep step) {
        return begins.getOrDefault(step, 0L);
    }

    /**
     * A backend is asked from now on.
     *
     * @param attributes texts and numbers by their names, without a secret and without a user's name
     */
    public BackendCall ask(String name, Map<String, Object> attributes) {
        BackendCall call = new BackendCall(this, name, SpanId.of(ThreadLocalRandom.current()), attributes);
        synchronized (this) {
            if (calls.size() < MOST_CALLS) {
                calls.add(call);
            }
        }
        return call;
    }

    /**
     * The questions to backends that have begun up to now.
     *
     * @param endedAt when the login ended: nobody has waited for an answer longer than that
     */
    public List<BackendSpan> asked(long endedAt) {
        List<BackendCall> all;
        synchronized (this) {
            all = List.copyOf(calls);
        }
        return all.stream().map(call -> call.span(endedAt)).toList();
    }

    @Override
    public String toString() {
        return "LoginTrace[" + traceId + "]";
    }
}

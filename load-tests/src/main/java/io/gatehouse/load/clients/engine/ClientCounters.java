package io.gatehouse.load.clients.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts attempts, logins and losses of a group's clients. Written by event loops, read by anybody. Times are taken from the event
 * loops' clock, and reported in that of {@link System#nanoTime}.
 */
final class ClientCounters {
    private static final long MIN = Long.MIN_VALUE;

    private final long clockOffset;
    private final LongAdder lost = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder logins = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Map<LoginFailure, LongAdder> outcomes = new EnumMap<>(LoginFailure.class);
    private final LongAccumulator lagMaxMicros = new LongAccumulator(Math::max, 0);

    private final LongAccumulator firstDrop = new LongAccumulator(Math::min, Outage.NEVER);
    private final LongAccumulator firstGreeting = new LongAccumulator(Math::min, Outage.NEVER);
    private final LongAccumulator firstBack = new LongAccumulator(Math::min, Outage.NEVER);
    private final LongAccumulator lastBack = new LongAccumulator(Math::max, MIN);
    private final Histogram backMillis = new ConcurrentHistogram(Outage.LONGEST_MILLIS, Outage.DIGITS);

    /**
     * A counters of nothing.
     *
     * @param clockOffset what an event loop's time lacks to be {@link System#nanoTime}'s
     */
    ClientCounters(long clockOffset) {
        this.clockOffset = clockOffset;
        for (LoginFailure outcome : LoginFailure.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    void attempt(boolean again) {
        attempts.increment();
        if (again) {
            retries.increment();
        }
    }

    void failed(LoginFailure outcome) {
        adder(outcome).increment();
    }

    void lost() {
        lost.increment();
    }

    void greeted(long now) {
        if (firstDrop.get() != Outage.NEVER) {
            firstGreeting.accumulate(now + clockOffset);
        }
    }

    void loggedIn() {
        logins.increment();
    }

    /** A client that was in once is in again. */
    void back(long droppedAt, long now) {
        firstBack.accumulate(now + clockOffset);
        lastBack.accumulate(now + clockOffset);
        backMillis.recordValue(Math.min(Outage.LONGEST_MILLIS, Math.max(0, (now - droppedAt) / 1_000_000)));
    }

    void dropped(long now) {
        dropped.increment();
        firstDrop.accumulate(now + clockOffset);
    }

    /** Something was done so much later than it was due. */
    void lag(long nanos) {
        lagMaxMicros.accumulate(nanos / 1000);
    }

    /** Forgets the outage seen so far. Between outages only. */
    void beginOutage() {
        firstDrop.reset();
        firstGreeting.reset();
        firstBack.reset();
        lastBack.reset();
        backMillis.reset();
    }

    Counts counts() {
        long in = logins.sum();
        return new Counts(
                in - dropped.sum(),
                lost.sum(),
                attempts.sum(),
                retries.sum(),
                in,
                outcome(LoginFailure.REFUSED),
                outcome(LoginFailure.TIMED_OUT),
                outcome(LoginFailure.UNREACHABLE),
                outcome(LoginFailure.BROKEN),
                dropped.sum(),
                lagMaxMicros.get());
    }

    private long outcome(LoginFailure outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(LoginFailure outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    Outage outage() {
        Histogram back = new Histogram(Outage.LONGEST_MILLIS, Outage.DIGITS);
        back.add(backMillis);
        long last = lastBack.get();
        return new Outage(
                firstDrop.get(), firstGreeting.get(), firstBack.get(), last == MIN ? Outage.NEVER : last, back);
    }
}

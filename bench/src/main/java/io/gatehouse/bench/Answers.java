package io.gatehouse.bench;

import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Counts how requests end, and wakes the one thread that waits until all have ended in the way it wants. */
final class Answers implements DecisionListener {
    private final AtomicInteger left = new AtomicInteger();
    private final @Nullable Drop expected;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable String surprise;

    /**
     * @param expected how every request is to be dropped; null when each is to be granted
     */
    Answers(@Nullable Drop expected) {
        this.expected = expected;
    }

    /** Says how many requests come next; called by the thread that will wait for them. */
    void expect(int requests) {
        waiting = Thread.currentThread();
        left.set(requests);
    }

    /**
     * Waits for the rest of them.
     *
     * @throws IllegalStateException when one of them ended in another way
     */
    void await() {
        while (left.get() > 0) {
            LockSupport.park(this);
        }
        if (surprise != null) {
            throw new IllegalStateException("a request ended in a way that is not measured: " + surprise);
        }
    }

    @Override
    public void onDecision(Decision decision, int requests) {
        Verdict verdict = decision.verdict();
        boolean wanted = verdict instanceof Verdict.Dropped dropped
                ? dropped.reason() == expected
                : expected == null && verdict instanceof Verdict.Granted;
        ended(wanted ? null : verdict.toString());
    }

    private void ended(@Nullable String unexpectedly) {
        if (unexpectedly != null) {
            surprise = unexpectedly;
        }
        if (left.decrementAndGet() == 0) {
            LockSupport.unpark(waiting);
        }
    }
}

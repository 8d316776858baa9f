package io.gatehouse.bench;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.Verdict;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Awaits each decision until all is warm, and hands on those after that. */
final class AwaitedDecisions implements DecisionListener {
    private static final long PATIENCE_SECONDS = 30;

    private final DecisionListener next;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean warm;
    private volatile @Nullable Verdict latest;

    AwaitedDecisions(DecisionListener next) {
        this.next = next;
    }

    @Override
    public void onDecision(Decision decision, int requests) {
        if (warm) {
            next.onDecision(decision, requests);
        } else {
            latest = decision.verdict();
            ended.release();
        }
    }

    /** Has one user after the other log in, each once the one before is in. */
    void warmUp(WarmSide side, int users) throws InterruptedException {
        for (int i = 0; i < users; i++) {
            side.answer(1);
            if (!ended.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS) || !(latest instanceof Verdict.Granted)) {
                throw new IllegalStateException("a user was not let in: " + latest);
            }
        }
    }

    /** From now on decisions are handed on. */
    void handOn() {
        warm = true;
    }

    boolean isWarm() {
        return warm;
    }
}

package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.policy.Verdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sees whether a rehearsal goes as it should. */
final class Critic implements DecisionListener {
    /** What a storm has to let go of, or has brought before. */
    private static final Set<Drop> EXPECTED = EnumSet.of(Drop.QUEUE_FULL, Drop.SHED, Drop.DEADLINE, Drop.REPLAYED);

    private final AtomicInteger answered = new AtomicInteger();
    private volatile @Nullable String failure;

    @Override
    public void decided(AuthorizationRequest request, Verdict verdict, long nanos) {
        answered.incrementAndGet();
    }

    @Override
    public void dropped(Drop reason, @Nullable String server, String detail) {
        if (!EXPECTED.contains(reason)) {
            failure = reason + ": " + detail;
        }
    }

    /** How many requests were answered. */
    int answered() {
        return answered.get();
    }

    /** @throws IllegalStateException when a request was dropped that should have been answered */
    void check() {
        String why = failure;
        if (why != null) {
            throw new IllegalStateException("an answer failed in the rehearsal: " + why);
        }
    }
}

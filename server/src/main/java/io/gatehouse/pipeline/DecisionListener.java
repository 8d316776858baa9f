package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Told who was let in, who was refused, and who got no answer; {@link CalloutRecorder} counts, this one knows about
 * whom. Called on the hot path by many threads, so it must not block.
 */
public interface DecisionListener {
    /** Hears nothing. */
    DecisionListener NONE = new DecisionListener() {};

    /** The answer was sent, this many nanoseconds after the request's arrival. */
    default void decided(AuthorizationRequest request, Verdict verdict, long nanos) {}

    /**
     * The request got no answer.
     *
     * @param request what was asked; null when it was dropped unread, or did not prove genuine
     * @param detail what was wrong, without a secret; empty when the reason says it all
     */
    default void dropped(Drop reason, @Nullable AuthorizationRequest request, String detail) {}
}

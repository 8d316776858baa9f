package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.policy.Verdict;
import org.jspecify.annotations.Nullable;

/** Told what became of each request, with its context, for log and audit; must not block, and must show no secret. */
public interface DecisionListener {
    /** Hears nothing. */
    DecisionListener NONE = new DecisionListener() {};

    /** An answer was sent, this many nanoseconds after the request arrived. */
    default void decided(AuthorizationRequest request, Verdict verdict, long nanos) {}

    /**
     * No answer was sent.
     *
     * @param server the asking server's name; null when the request was not understood, or proved to be from no server
     * @param detail what was wrong, in a sentence, without anything secret
     */
    default void dropped(Drop reason, @Nullable String server, String detail) {}
}

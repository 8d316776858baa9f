package io.gatehouse.policy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.spans.LoginTrace;
import org.jspecify.annotations.Nullable;

/** Turns a request into a verdict: finds the identity, and what it may. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Decides.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the verdict is worth nothing
     * @return the verdict, ready when it is from memory
     * @throws UndecidedException when it cannot be decided now
     */
    Answer<Authorization> authorize(AuthorizationRequest request, long deadline);

    /**
     * The same of a request that may be traced.
     *
     * @param trace null where it is not
     */
    default Answer<Authorization> authorize(AuthorizationRequest request, long deadline, @Nullable LoginTrace trace) {
        return authorize(request, deadline);
    }

    /** Whether a decision may depend on the client's TLS state, so that its certificates are to be kept for it. */
    default boolean readsTls() {
        return true;
    }
}

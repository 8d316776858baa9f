package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Authorization;
import org.jspecify.annotations.Nullable;

/** Ends a request without an answer; carries no stack trace, since it is thrown at the rate of an attack. */
final class DroppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable AuthorizationRequest request;
    private final transient Authorization authorization;

    /** Before it is known who asks. */
    DroppedException(Drop reason) {
        this(reason, null, reason.text());
    }

    /** Before it is known who asks. */
    DroppedException(Drop reason, String detail) {
        this(reason, null, detail);
    }

    /** @param request whose login it was */
    DroppedException(Drop reason, AuthorizationRequest request) {
        this(reason, request, reason.text());
    }

    /** @param request whose login it was; null when the request was not read, or may be forged */
    DroppedException(Drop reason, @Nullable AuthorizationRequest request, String detail) {
        this(request, Authorization.dropped(reason, detail), null);
    }

    /** @param authorization the verdict that there is no answer, with what it rests on */
    DroppedException(AuthorizationRequest request, Authorization authorization) {
        this(request, authorization, null);
    }

    private DroppedException(
            @Nullable AuthorizationRequest request, Authorization authorization, @Nullable Throwable cause) {
        super(null, cause, false, false);
        this.request = request;
        this.authorization = authorization;
    }

    /** A bug of ours that ended this request; the cause has the stack trace. */
    static DroppedException internalError(@Nullable AuthorizationRequest request, Throwable cause) {
        Drop bug = Drop.INTERNAL_ERROR;
        return new DroppedException(request, Authorization.dropped(bug, bug.text()), cause);
    }

    /** What ends this request: a reason to drop it as it is, anything else as a bug. */
    static DroppedException of(@Nullable AuthorizationRequest request, Throwable error) {
        return error instanceof DroppedException dropped ? dropped : internalError(request, error);
    }

    /** Whose login it was, as far as that is known. */
    @Nullable AuthorizationRequest request() {
        return request;
    }

    Authorization authorization() {
        return authorization;
    }
}

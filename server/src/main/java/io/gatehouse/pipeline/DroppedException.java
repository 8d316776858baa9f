package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import org.jspecify.annotations.Nullable;

/** Ends a request without an answer; carries no stack trace, since it is thrown at the rate of an attack. */
public final class DroppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Drop reason;
    private final transient @Nullable AuthorizationRequest request;

    /** Before it is known who asks. */
    DroppedException(Drop reason, String detail) {
        this(reason, null, detail);
    }

    /** @param request whose login it was; null when the request was not read, or may be forged */
    DroppedException(Drop reason, @Nullable AuthorizationRequest request, String detail) {
        this(reason, request, detail, null);
    }

    private DroppedException(
            Drop reason, @Nullable AuthorizationRequest request, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.reason = reason;
        this.request = request;
    }

    /** A bug of ours that ended this request; the cause has the stack trace. */
    static DroppedException internalError(@Nullable AuthorizationRequest request, Throwable cause) {
        return new DroppedException(Drop.INTERNAL_ERROR, request, "a bug in Gatehouse", cause);
    }

    /** What ends this request: a reason to drop it as it is, anything else as a bug. */
    static DroppedException of(AuthorizationRequest request, Throwable error) {
        return error instanceof DroppedException dropped ? dropped : internalError(request, error);
    }

    public Drop reason() {
        return reason;
    }

    /** Whose login it was, as far as that is known. */
    @Nullable AuthorizationRequest request() {
        return request;
    }
}

package io.gatehouse.explain;

import io.gatehouse.claims.request.RequestDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A request as nats-server has sent it.
 *
 * @param body a JWT, or the sealed bytes
 * @param serverXkey the header {@code Nats-Server-Xkey} that came with it; null when it had none
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record CapturedRequest(byte[] body, @Nullable String serverXkey) {
    /** More than any request has: the verdict tells of one that is too large. */
    public static final int MOST_BYTES = 2 * RequestDecoder.MAX_BYTES;

    /** Without the body, which may hold a password. */
    @Override
    public String toString() {
        return "CapturedRequest[" + body.length + " bytes]";
    }
}

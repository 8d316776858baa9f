package io.gatehouse.pipeline;

import io.gatehouse.admission.Timed;
import org.jspecify.annotations.Nullable;

/**
 * A message on {@code $SYS.REQ.USER.AUTH}, as it was read.
 *
 * @param body a request JWT, or the xkey box of one
 * @param serverXkey the header {@code Nats-Server-Xkey}: the xkey that sealed the body, not yet to be trusted
 * @param replyTo the subject that the answer goes to, null when the message has none
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
public record Arrival(
        byte[] body, @Nullable String serverXkey, @Nullable String replyTo, long arrivedAt, long deadline)
        implements Timed {
    @Override
    public int weight() {
        return body.length;
    }

    @Override
    public String toString() {
        return "Arrival[" + body.length + " bytes, " + (serverXkey == null ? "in the clear" : "sealed") + "]";
    }
}

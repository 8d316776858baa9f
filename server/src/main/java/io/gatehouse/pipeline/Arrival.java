package io.gatehouse.pipeline;

import io.gatehouse.admission.Timed;
import org.jspecify.annotations.Nullable;

/** A message on {@code $SYS.REQ.USER.AUTH} with the moment it was read at, and the moment after which it is worth nothing. */
public record Arrival(Envelope message, long arrivedAt, long deadline) implements Timed {
    /** The header {@code Nats-Server-Xkey}, not yet to be trusted; null when there is none. */
    @Nullable String serverXkey() {
        return message.serverXkey();
    }

    /** The subject that the answer goes to, null when the message has none. */
    @Nullable String replyTo() {
        return message.replyTo();
    }

    @Override
    public int weight() {
        return message.weight();
    }

    @Override
    public String toString() {
        return "Arrival[" + message.bodyLength() + " bytes]";
    }
}

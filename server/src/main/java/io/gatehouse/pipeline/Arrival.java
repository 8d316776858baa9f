package io.gatehouse.pipeline;

import io.gatehouse.admission.Timed;
import io.gatehouse.pipeline.message.Envelope;
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

    /** How many bytes the body has. */
    int bodyLength() {
        return message.bodyLength();
    }

    @Override
    public int weight() {
        return message.weight();
    }

    @Override
    public String toString() {
        return "Arrival[" + bodyLength() + " bytes]";
    }
}

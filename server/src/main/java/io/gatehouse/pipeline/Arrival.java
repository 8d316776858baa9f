package io.gatehouse.pipeline;

import io.gatehouse.admission.Timed;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.Traceable;
import org.jspecify.annotations.Nullable;

/** A message on {@code $SYS.REQ.USER.AUTH} with the moment it was read at, and the moment after which it is worth nothing. */
class Arrival implements Timed, Traceable {
    private final Envelope message;
    private final long arrivedAt;
    private final long deadline;

    Arrival(Envelope message, long arrivedAt, long deadline) {
        this.message = message;
        this.arrivedAt = arrivedAt;
        this.deadline = deadline;
    }

    Envelope message() {
        return message;
    }

    @Override
    public long arrivedAt() {
        return arrivedAt;
    }

    @Override
    public long deadline() {
        return deadline;
    }

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
    public @Nullable LoginTrace trace() {
        return null;
    }

    /** The same, traced from now on. */
    Arrival traced(LoginTrace trace) {
        return new Traced(this, trace);
    }

    @Override
    public String toString() {
        return "Arrival[" + bodyLength() + " bytes]";
    }

    /** One that is traced: a class of its own, so that the others have no room for a trace. */
    private static final class Traced extends Arrival {
        private final LoginTrace trace;

        Traced(Arrival arrival, LoginTrace trace) {
            super(arrival.message, arrival.arrivedAt, arrival.deadline);
            this.trace = trace;
        }

        @Override
        public LoginTrace trace() {
            return trace;
        }
    }
}

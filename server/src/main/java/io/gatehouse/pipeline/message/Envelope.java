package io.gatehouse.pipeline.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message on {@code $SYS.REQ.USER.AUTH} as it came, taken apart only when somebody asks: most messages of a storm are
 * given up unread. Asked by one thread at a time.
 */
public interface Envelope {
    /** The bytes that the body is the end of; not to be changed. */
    byte[] bytes();

    /** Where in the bytes the body begins. */
    int bodyFrom();

    /** How many bytes the body has. */
    default int bodyLength() {
        return bytes().length - bodyFrom();
    }

    /** How much memory it holds, in bytes. */
    int weight();

    /** A request JWT, or the xkey box of one, in an array of its own. */
    default byte[] body() {
        return Arrays.copyOfRange(bytes(), bodyFrom(), bytes().length);
    }

    /**
     * Lets the body and the headers go, which nobody asks for any more; the reply subject stays. What holds no memory of
     * its own has nothing to release.
     */
    default void releaseBody() {}

    /** The header {@code Nats-Server-Xkey}: the xkey that sealed the body, not yet to be trusted; null when there is none. */
    @Nullable String serverXkey();

    /** The subject that the answer goes to, null when the message has none. */
    @Nullable String replyTo();
}

package io.gatehouse.transport;

import org.jspecify.annotations.Nullable;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}; must return at once. */
@FunctionalInterface
public interface MessageSink {
    /**
     * Takes one message.
     *
     * @param serverXkey the header {@code Nats-Server-Xkey}, null when there is none
     * @param replyTo the reply subject, null when there is none
     * @param arrivedAt {@link System#nanoTime()} of the arrival
     */
    void accept(byte[] body, @Nullable String serverXkey, @Nullable String replyTo, long arrivedAt);
}

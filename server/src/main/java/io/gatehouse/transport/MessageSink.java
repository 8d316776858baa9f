package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}; must return at once. */
@FunctionalInterface
public interface MessageSink {
    /**
     * Takes one message.
     *
     * @param arrivedAt {@link System#nanoTime()} of the moment when it was read
     */
    void accept(Envelope message, long arrivedAt);
}

package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}; must not block. */
@FunctionalInterface
public interface MessageSink {
    /**
     * Takes one message.
     *
     * @param arrivedAt {@link System#nanoTime()} of the moment when it was read
     * @param alone whether nothing more has been read after it, so that the calling thread may answer it itself
     */
    void accept(Envelope message, long arrivedAt, boolean alone);
}

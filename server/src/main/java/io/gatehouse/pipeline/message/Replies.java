package io.gatehouse.pipeline.message;

/** The way back to nats-server. */
public interface Replies {
    /** What nats-server takes in one message unless it is told otherwise, in bytes. */
    int DEFAULT_MAX_PAYLOAD = 1024 * 1024;

    /**
     * Sends an answer on the connection that brought the request, now or never: nothing is kept for after a reconnect. It may
     * wait for {@link #flush}, so that several are written as one.
     *
     * @return false when it could not be sent
     */
    boolean send(Envelope request, String replyTo, byte[] body);

    /** The most bytes that the server takes in one answer; what it takes by default while it has not told. */
    default int maxPayload() {
        return DEFAULT_MAX_PAYLOAD;
    }

    /**
     * Whether another answer is worth making: not while the server reads more slowly than we answer, for it would only grow old
     * behind those that wait to be written. {@link Intake#onWritable} says when it is so again.
     */
    default boolean isWritable() {
        return true;
    }

    /** Sends what waits; called whenever a thread has nothing else to do, which may wait for the socket. */
    default void flush() {}
}

package io.gatehouse.pipeline;

/** The way back to nats-server. */
public interface Replies {
    /** What nats-server takes in one message unless it is told otherwise, in bytes. */
    int DEFAULT_MAX_PAYLOAD = 1024 * 1024;

    /** Takes every answer, and sends none. */
    Replies NOWHERE = new Nowhere();

    /**
     * Sends an answer on the connection that brought the request, now or never: nothing is kept for after a reconnect. It may
     * wait for {@link #flush}, so that several are written as one.
     *
     * @return false when it could not be sent
     */
    boolean send(Envelope request, String replyTo, byte[] body);

    /** The most bytes that the server takes in one answer; what it takes by default while it has not told. */
    int maxPayload();

    /**
     * Whether the server reads more slowly than we answer: as many answers wait to be written as are worth waiting. Another
     * one would only grow old behind them. {@link Intake#answersMove} says when that is over.
     */
    boolean isBackedUp();

    /** Sends what waits; called whenever a thread has nothing else to do, which may wait for the socket. */
    void flush();
}

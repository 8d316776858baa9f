package io.gatehouse.transport;

/** Told of the connection to NATS; called by the connection's own threads, so it must not block. */
public interface ConnectionRecorder {
    /** Records nothing. */
    ConnectionRecorder NONE = new ConnectionRecorder() {};

    /** The version of the nats-server that the connection about to stand is to, such as {@code 2.15.3}. */
    default void server(String version) {}

    /** A connection was made, for the first time or again. */
    default void connected() {}

    /** The server has told that it is going to close the connection, since it stops. */
    default void leaving() {}

    /** The connection is gone; the client is trying to get it back. */
    default void disconnected() {}

    /** The server has confirmed the queue-group subscription, or it is lost. */
    default void subscribed(boolean subscribed) {}

    /**
     * A server is there, and requests cannot be answered on it all the same.
     *
     * @param why what our user lacks, without a secret
     */
    default void unable(String why) {}

    /** The server has told how many bytes it takes from us in one message; told at each connection. */
    default void maxPayload(int bytes) {}

    /** The server has told which account the service itself is in. */
    default void account(String name) {}

    /** The service has begun to drain and takes no more requests. */
    default void draining() {}

    /**
     * The thread that keeps the connection has ended; nothing starts it again.
     *
     * @param why which, and with what, without a secret
     */
    default void linkEnded(String why) {}
}

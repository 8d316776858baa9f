package io.gatehouse.transport;

/** Told of the state of the connection to nats-server; called on the connection's own threads. */
public interface LinkListener {
    /** Hears nothing. */
    LinkListener NONE = new LinkListener() {};

    /** Connected and subscribed: requests can arrive. */
    default void up(String server, String version) {}

    /** The connection is lost; it is being made again. */
    default void down() {}

    /** The connection was made again. */
    default void reconnected() {}
}

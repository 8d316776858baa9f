package io.gatehouse.policy;

import io.gatehouse.claims.ClientInfo;
import org.jspecify.annotations.Nullable;

/** How a client is connected, in the words of {@code allowed_connection_types}. */
public enum ConnectionType {
    STANDARD,
    WEBSOCKET,
    LEAFNODE,
    LEAFNODE_WS,
    MQTT,
    MQTT_WS,
    IN_PROCESS;

    /** The type that nats-server's client info tells; null when it tells none that we know. */
    public static @Nullable ConnectionType of(ClientInfo client) {
        throw new UnsupportedOperationException();
    }
}

package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.policy.text.Quoted;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final String WORDS = Stream.of(values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private static final Set<ConnectionType> STANDARD_ONLY = Set.of(STANDARD);
    private static final Set<ConnectionType> IN_PROCESS_ONLY = Set.of(IN_PROCESS);
    private static final Set<ConnectionType> WEBSOCKET_ONLY = Set.of(WEBSOCKET);
    private static final Set<ConnectionType> ANY_MQTT = Set.of(MQTT, MQTT_WS);
    private static final Set<ConnectionType> ANY_LEAFNODE = Set.of(LEAFNODE, LEAFNODE_WS);

    /**
     * The types that the connection may have: one, or two that nats-server's client info does not tell apart, or none
     * when it tells nothing that we know.
     *
     * <p>MQTT over websocket is told as {@code mqtt}, and a leaf node over websocket as {@code Leafnode} without a
     * type. An embedded server's own client has no address.
     */
    public static Set<ConnectionType> of(ClientInfo client) {
        if (client.kind().equals("Leafnode")) {
            return ANY_LEAFNODE;
        }
        if (!client.kind().equals("Client")) {
            return Set.of();
        }
        return switch (client.type()) {
            case "nats" -> client.host().isEmpty() ? IN_PROCESS_ONLY : STANDARD_ONLY;
            case "websocket" -> WEBSOCKET_ONLY;
            case "mqtt" -> ANY_MQTT;
            default -> Set.of();
        };
    }

    /**
     * The type of a word in any case, as nats-server takes it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ConnectionType parse(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        for (ConnectionType type : values()) {
            if (type.name().equals(upper)) {
                return type;
            }
        }
        throw new IllegalArgumentException(Quoted.of(word) + " is none of " + WORDS);
    }

    /** The type that nats-server does not tell apart from this one, so that both are allowed or neither; or null. */
    @Nullable ConnectionType twin() {
        return switch (this) {
            case MQTT -> MQTT_WS;
            case MQTT_WS -> MQTT;
            case LEAFNODE -> LEAFNODE_WS;
            case LEAFNODE_WS -> LEAFNODE;
            default -> null;
        };
    }
}

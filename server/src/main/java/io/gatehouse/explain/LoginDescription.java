package io.gatehouse.explain;

import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.source.SourceAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A login but for its credentials: what rules can ask of it.
 *
 * @param host the address that the client comes from
 * @param connection how it is connected, such as {@code websocket}
 * @param tls whether it comes by TLS; a certificate implies it
 * @param clientName what it calls itself; empty for nothing
 * @param library its client library; null for none
 * @param serverName the server that it connects to
 */
public record LoginDescription(
        String host,
        String connection,
        boolean tls,
        String clientName,
        @Nullable String library,
        @Nullable String libraryVersion,
        String serverName,
        String cluster,
        List<String> serverTags,
        String serverVersion) {
    /** What is taken where nothing else is said. */
    public static final LoginDescription DEFAULT =
            new LoginDescription("127.0.0.1", "standard", false, "", null, null, "explain", "", List.of(), "2.15.3");

    private static final int PROTOCOL = 1;

    /** @throws IllegalArgumentException when something cannot be meant */
    public LoginDescription {
        // nats-server makes them so, whatever its configuration says.
        serverTags =
                serverTags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
        if (!SourceAddress.of(host).isAddress()) {
            throw new IllegalArgumentException(
                    "--host " + host + " is not an IP address, such as 10.1.2.3 or 2001:db8::7");
        }
        String unused = word(type(connection));
    }

    /** The login that brings these. */
    public ExplainedLogin with(Credentials credentials) {
        ConnectOptions connect = new ConnectOptions(
                null,
                credentials.nkey(),
                credentials.signature(),
                credentials.token(),
                credentials.user(),
                credentials.password(),
                clientName.isEmpty() ? null : clientName,
                library,
                libraryVersion,
                PROTOCOL);
        return new ExplainedLogin(
                connect,
                client(credentials),
                new ExplainedLogin.Server(serverName, cluster, serverVersion, serverTags),
                tls(credentials.chain()));
    }

    private ClientInfo client(Credentials credentials) {
        ConnectionType type = type(connection);
        String user = credentials.user() == null ? "" : credentials.user();
        String from = type == ConnectionType.IN_PROCESS ? "" : host;
        String kind = type == ConnectionType.LEAFNODE ? "Leafnode" : "Client";
        return new ClientInfo(from, 1, user, clientName, List.of(), "", kind, word(type), "", credentials.nonce());
    }

    private static ConnectionType type(String connection) {
        try {
            return ConnectionType.parse(connection);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--connection " + connection + " is none of standard, websocket, mqtt, leafnode and in_process", e);
        }
    }

    private static String word(ConnectionType type) {
        return switch (type) {
            case STANDARD, IN_PROCESS -> "nats";
            case WEBSOCKET -> "websocket";
            case MQTT -> "mqtt";
            case LEAFNODE -> "";
            case MQTT_WS, LEAFNODE_WS ->
                throw new IllegalArgumentException("--connection: nats-server does not tell " + type
                        + " from the same without websocket; give that");
        };
    }

    private @Nullable ClientTls tls(List<String> chain) {
        if (!chain.isEmpty()) {
            return new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), List.of(chain));
        }
        return tls ? new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), List.of()) : null;
    }
}

package io.gatehouse.cli.explain;

import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.service.explain.ExplainedLogin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that tell of a login but for its credentials: what rules can ask of it. */
final class LoginOptions {
    private static final int PROTOCOL = 1;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            order = 30,
            description = "The address that the client comes from. Default: 127.0.0.1")
    private String host = "127.0.0.1";

    @Option(
            names = "--connection",
            paramLabel = "TYPE",
            order = 31,
            description = "How it is connected: standard (default), websocket, mqtt, leafnode or in_process.")
    private String connection = "standard";

    @Option(names = "--tls", order = 32, description = "It comes by TLS. --cert implies it.")
    private boolean tls;

    @Option(names = "--client-name", paramLabel = "TEXT", order = 33, description = "What the client calls itself.")
    private String clientName = "";

    @Option(
            names = "--client-library",
            paramLabel = "TEXT",
            order = 34,
            description = "The client library, as it tells: go, java, python3, nats.js.")
    private @Nullable String library;

    @Option(
            names = "--client-version",
            paramLabel = "TEXT",
            order = 35,
            description = "The version of the client library.")
    private @Nullable String libraryVersion;

    @Option(
            names = "--server-name",
            paramLabel = "TEXT",
            order = 36,
            description = "The name of the nats-server. Default: explain")
    private String serverName = "explain";

    @Option(names = "--cluster", paramLabel = "TEXT", order = 37, description = "The cluster of the nats-server.")
    private String cluster = "";

    @Option(
            names = "--server-tag",
            paramLabel = "TEXT",
            split = ",",
            order = 38,
            description = "A tag of the nats-server. May be repeated.")
    private List<String> serverTags = List.of();

    @Option(
            names = "--server-version",
            paramLabel = "VERSION",
            order = 39,
            description = "The version of the nats-server. Default: 2.15.3")
    private String serverVersion = "2.15.3";

    /**
     * The login.
     *
     * @throws IllegalArgumentException when an option cannot be meant
     */
    ExplainedLogin login(Credentials credentials) {
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
        ConnectionType type = type();
        String user = credentials.user() == null ? "" : credentials.user();
        String from = type == ConnectionType.IN_PROCESS ? "" : host;
        String kind = type == ConnectionType.LEAFNODE ? "Leafnode" : "Client";
        return new ClientInfo(from, 1, user, clientName, List.of(), "", kind, word(type), "", credentials.nonce());
    }

    private ConnectionType type() {
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

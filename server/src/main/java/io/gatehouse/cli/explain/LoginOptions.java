package io.gatehouse.cli.explain;

import io.gatehouse.explain.LoginDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that tell of a login but for its credentials: what rules can ask of it. */
final class LoginOptions {
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
            description = "How the client connects: standard (default), websocket, mqtt, leafnode or in_process.")
    private String connection = "standard";

    @Option(names = "--tls", order = 32, description = "The client uses TLS. --cert implies it.")
    private boolean tls;

    @Option(names = "--client-name", paramLabel = "TEXT", order = 33, description = "The client's name for itself.")
    private String clientName = "";

    @Option(
            names = "--client-library",
            paramLabel = "TEXT",
            order = 34,
            description = "The client library, as it names itself: go, java, python3, nats.js.")
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
     * What they say.
     *
     * @throws IllegalArgumentException when an option cannot be meant
     */
    LoginDescription facts() {
        return new LoginDescription(
                host,
                connection,
                tls,
                clientName,
                library,
                libraryVersion,
                serverName,
                cluster,
                serverTags,
                serverVersion);
    }
}

package io.gatehouse.explain;

import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login as nats-server would tell of it.
 *
 * @param connect what the client sends
 * @param client its connection
 * @param server the server that it connects to
 * @param tls its TLS state; null without TLS
 */
public record ExplainedLogin(
        ConnectOptions connect,
        ClientInfo client,
        Server server,
        @Nullable ClientTls tls) {
    /** What rules can ask of a server. */
    public record Server(String name, String cluster, String version, List<String> tags) {
        public Server {
            tags = List.copyOf(tags);
        }
    }
}

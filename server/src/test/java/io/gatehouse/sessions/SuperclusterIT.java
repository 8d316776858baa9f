package io.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in another cluster, that a gateway connects; and leaf nodes, with what is behind them. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class SuperclusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONF = """
            server_name: NAME
            gateway { name: NAME, listen: "127.0.0.1:-1" REMOTE }
            leafnodes { listen: "127.0.0.1:-1" }
            accounts {
              SYS: { users: [ { user: sys, password: p } ] }
              APP1: { users: [ { user: alice, password: p }, { user: leaf, password: p } ] }
            }
            system_account: SYS
            """;

    private static NatsServer leafOf(NatsServer hub) {
        return NatsServer.start("""
                server_name: leaf
                leafnodes { remotes: [ { url: "nats-leaf://leaf:p@127.0.0.1:PORT" } ] }
                authorization { user: carl, password: p }
                """.replace("PORT", Integer.toString(hub.port(Listener.LEAFNODE))));
    }

    private static Connection connect(NatsServer server, String user) throws Exception {
        return Nats.connect(Options.builder()
                .server(server.url())
                .userInfo(user, "p")
                .connectionTimeout(PATIENCE)
                .noReconnect()
                .build());
    }

    private static FoundSessions all(SystemAccess access) {
        return access.sessions().all(SessionQuery.ALL).join();
    }

    @Test
    void allServersOfAllClustersTellOfClientsAndLeafNodesAndNotOfWhatIsBehindThese() throws Exception {
        try (NatsServer west = NatsServer.start(CONF.replace("NAME", "west").replace("REMOTE", ""));
                NatsServer east = NatsServer.start(CONF.replace("NAME", "east")
                        .replace(
                                "REMOTE",
                                ", gateways: [ { name: west, url: \"nats://127.0.0.1:" + west.port(Listener.GATEWAY)
                                        + "\" } ]"));
                NatsServer leaf = leafOf(east);
                Connection alice = connect(east, "alice");
                Connection carl = connect(leaf, "carl");
                SystemAccess access = SystemAccess.open(
                        NatsSettings.of(ServerUrl.of(west.url()), new Login.UserPassword("sys", Secret.of("p"))))) {
            await().atMost(PATIENCE)
                    .until(() -> all(access).coverage().equals(new Coverage(2, 2))
                            && all(access).sessions().stream()
                                    .anyMatch(one -> one.kind().equals("Leafnode")));

            FoundSessions found = all(access);
            assertThat(found.sessions())
                    .extracting(one -> one.serverName() + " " + one.kind() + " " + one.user())
                    .containsExactlyInAnyOrder("west Client sys", "east Client alice", "east Leafnode leaf");

            for (ServerSession session : found.sessions()) {
                if (session.serverName().equals("east")) {
                    assertThat(access.sessions().close(session).join()).isEqualTo(Closing.CLOSED);
                }
            }
            await().atMost(PATIENCE).until(() -> alice.getStatus() != Connection.Status.CONNECTED);
            assertThat(carl.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }
}

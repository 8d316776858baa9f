package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Revocations at one of two servers, and sessions at the other, of which one is away while users are revoked. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class LostServersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CONF = """
            server_name: NAME
            cluster { name: c, no_advertise: true, listen: "127.0.0.1:${cluster.port}" ROUTES }
            accounts {
              SYS: { users: [ { user: sys, password: p } ] }
              APP1: { users: [ { user: alice, password: p }, { user: bob, password: p } ] }
            }
            system_account: SYS
            """;

    private final List<Connection> clients = new ArrayList<>();
    private final CountedMessages counted = new CountedMessages();
    private NatsServer one;
    private NatsServer two;
    private Revocations revocations;

    @BeforeEach
    void start() throws Exception {
        two = NatsServer.start(CONF.replace("NAME", "n2").replace("ROUTES", ""));
        one = NatsServer.start(CONF.replace("NAME", "n1")
                .replace("ROUTES", ", routes: [ \"nats://127.0.0.1:" + two.port(Listener.CLUSTER) + "\" ]"));
        one.log().await("Route connection created");
        NatsSettings nats = NatsSettings.of(ServerUrl.of(one.url()), new Login.UserPassword("sys", Secret.of("p")));
        try (SystemAccess access = SystemAccess.open(nats.as("test", nats.login(), Duration.ofSeconds(10)))) {
            await("each knows of the other")
                    .atMost(PATIENCE)
                    .until(() -> access.sessions()
                            .all(SessionQuery.ALL)
                            .join()
                            .coverage()
                            .equals(new Coverage(2, 2)));
        }
        revocations = new Revocations(
                new RevocationSettings(nats, null, 10, Duration.ofMillis(500), PollSettings.OFF),
                Duration.ofMillis(200),
                (directory, users) -> {},
                counted);
        revocations.start();
        await().atMost(PATIENCE).until(() -> revocations.notes().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        revocations.close();
        for (Connection client : clients) {
            client.close();
        }
        one.close();
        two.close();
    }

    private Connection connect(NatsServer server, String user) throws Exception {
        Connection client = Nats.connect(Options.builder()
                .server(server.url())
                .userInfo(user, "p")
                .connectionTimeout(PATIENCE)
                .noReconnect()
                .build());
        clients.add(client);
        return client;
    }

    private static boolean isOpen(Connection client) {
        return client.getStatus() == Connection.Status.CONNECTED;
    }

    private static Revoked user(String name) {
        return new Revoked("users", name, Set.of(name), "APP1", false);
    }

    /** Though the server of the next connection knows of no other one yet. */
    @Test
    void whatIsRevokedWhileTheConnectionIsLostIsDoneOnceThereIsOne() throws Exception {
        Connection alice = connect(two, "alice");
        await().atMost(PATIENCE).until(this::bothServersTell);
        one.kill();
        await().atMost(PATIENCE).until(() -> !revocations.notes().isEmpty());
        revocations.changed(user("alice"), By.DIRECTORY);
        assertThat(isOpen(alice)).isTrue();

        two.suspend();
        try {
            one.restart();
            await().atMost(PATIENCE).until(() -> counted.incompleteLooks() > 0);
        } finally {
            two.resume();
        }

        await().atMost(PATIENCE).until(() -> !isOpen(alice));
    }

    private boolean bothServersTell() throws Exception {
        return revocations.revoke(user("nobody")).get(30, TimeUnit.SECONDS).servers() == 2;
    }

    /** After the third look, which is the last one where all have told. */
    @Test
    void aServerThatHangsIsAskedAgainUntilItTells() throws Exception {
        Connection alice = connect(two, "alice");
        Connection bob = connect(one, "bob");
        two.suspend();
        try {
            revocations.changed(user("alice"), By.DIRECTORY);
            revocations.changed(user("bob"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> !isOpen(bob));
            await().atMost(PATIENCE).until(() -> counted.incompleteLooks() >= Batch.PASSES);
            assertThat(isOpen(alice)).isTrue();
        } finally {
            two.resume();
        }
        await().atMost(PATIENCE).until(() -> !isOpen(alice));
    }
}

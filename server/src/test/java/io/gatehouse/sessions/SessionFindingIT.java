package io.gatehouse.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on two real servers: found page by page, and closed. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class SessionFindingIT {
    private static final String CONF = """
            server_name: NAME
            cluster { name: c, listen: "127.0.0.1:-1" ROUTES }
            accounts {
              SYS: { users: [ { user: sys, password: p } ] }
              APP1: { users: [
                { user: alice, password: p }, { user: bob, password: p }
                { user: dora, password: p, permissions: { publish: { deny: "$SYS.>" } } }
              ] }
              APP2: { users: [ { user: carl, password: p } ] }
            }
            system_account: SYS
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long is waited for an answer that must not come. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private static final int EACH = 11;

    private static NatsServer one;
    private static NatsServer two;

    private final List<Connection> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        one = NatsServer.start(CONF.replace("NAME", "n1").replace("ROUTES", ""));
        two = NatsServer.start(CONF.replace("NAME", "n2")
                .replace("ROUTES", ", routes: [ \"nats://127.0.0.1:" + one.port(Listener.CLUSTER) + "\" ]"));
        try (SystemAccess access = SystemAccess.open(as("sys"))) {
            await("each knows of the other")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> access.sessions()
                            .all(SessionQuery.ALL)
                            .join()
                            .coverage()
                            .equals(new Coverage(2, 2)));
        }
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    /** A server tells of a session for a moment after its end, in which the next test would take it for one of its own. */
    @AfterEach
    void leave() throws Exception {
        for (Connection client : clients) {
            client.close();
        }
        try (SystemAccess access = SystemAccess.open(as("sys"))) {
            await("all are gone")
                    .atMost(PATIENCE)
                    .until(() -> access.sessions().all(SessionQuery.ALL).join().sessions().stream()
                            .allMatch(session -> session.user().equals("sys")));
        }
    }

    private void connect(NatsServer server, String user, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            clients.add(Nats.connect(Options.builder()
                    .server(server.url())
                    .userInfo(user, "p")
                    .connectionTimeout(PATIENCE)
                    .connectionName(user + i)
                    .noReconnect()
                    .build()));
        }
    }

    private static NatsSettings as(String user) {
        return NatsSettings.of(ServerUrl.of(one.url()), new Login.UserPassword(user, Secret.of("p")));
    }

    private Set<String> names(SystemAccess access, SessionQuery query, int limit) throws Exception {
        Sessions sessions = access.sessions();
        List<ServerSession> found = Collections.synchronizedList(new ArrayList<>());
        Coverage coverage = new SessionFinding(
                        sessions.connection(),
                        query,
                        new PageSize(limit, limit),
                        PATIENCE,
                        found::addAll,
                        sessions.timer())
                .begin()
                .get(20, TimeUnit.SECONDS);
        assertThat(coverage).isEqualTo(new Coverage(2, 2));
        Set<String> names = new HashSet<>();
        found.forEach(session -> names.add(
                session.serverName() + " " + session.account() + " " + session.user() + " " + session.client()));
        return names;
    }

    @Test
    void allSessionsOfAllServersAreFoundHoweverManyPagesTheyAre() throws Exception {
        connect(one, "alice", EACH);
        connect(two, "alice", EACH);
        connect(two, "bob", EACH);
        connect(two, "carl", 1);
        try (SystemAccess access = SystemAccess.open(as("sys"))) {
            for (int limit : new int[] {1, 3, EACH, 1_000}) {
                assertThat(names(access, SessionQuery.ALL, limit).stream().filter(name -> !name.contains(" sys ")))
                        .hasSize(3 * EACH + 1)
                        .contains("n1 APP1 alice alice0", "n2 APP1 bob bob10", "n2 APP2 carl carl0");
                assertThat(names(access, new SessionQuery(null, "APP1"), limit)).hasSize(3 * EACH);
                assertThat(names(access, new SessionQuery("alice", null), limit))
                        .hasSize(2 * EACH);
                assertThat(names(access, new SessionQuery("alice", "APP2"), limit))
                        .isEmpty();
            }
        }
    }

    /** As by a server that is going to stop. */
    @Test
    void aConnectionThatIsLostAtOnceIsNoMistake() throws Exception {
        connect(one, "sys", 1);
        Connection lost = clients.get(0);
        lost.close();

        SystemConnection connection = SystemConnection.over(lost);
        assertThat(connection.isOpen()).isFalse();
        assertThatThrownBy(() -> connection.verify(PATIENCE))
                .isInstanceOf(SystemException.class)
                .hasMessageStartingWith("the connection is lost");
    }

    @Test
    void aSessionIsClosedAndThenGone() throws Exception {
        connect(two, "bob", 1);
        try (SystemAccess access = SystemAccess.open(as("sys"))) {
            FoundSessions found =
                    access.sessions().all(new SessionQuery("bob", "APP1")).join();
            ServerSession bob = found.sessions().get(0);

            assertThat(access.sessions().close(bob).join()).isEqualTo(Closing.CLOSED);
            assertThat(access.sessions().close(bob).join()).isEqualTo(Closing.GONE);
        }
    }

    @Test
    void aUserOfAnotherAccountIsToldThatItCanFindNothing() {
        assertThatThrownBy(() -> SystemAccess.open(as("alice")).close())
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("it is not of the system account");
    }

    /** As it was done without this code: nats-server answers each user about the sessions of its account. */
    @ParameterizedTest
    @ValueSource(strings = {"$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.ACCOUNT.PING.CONNZ"})
    void aUserIsToldOfTheSessionsOfItsAccountAndOfNoOther(String subject) throws Exception {
        connect(one, "alice", 1);
        connect(two, "bob", 1);
        connect(two, "carl", 1);
        Connection alice = clients.get(0);
        Subscription answers = alice.subscribe("answers");
        alice.publish("answers", "answers", new byte[0]);
        assertThat(answers.nextMessage(PATIENCE)).as("it is subscribed").isNotNull();

        alice.publish(subject, "answers", "{\"auth\":true}".getBytes(UTF_8));

        assertThat(List.of(text(answers), text(answers)))
                .as("of both servers")
                .anyMatch(answer -> answer.contains("\"n2\"") && answer.contains("\"bob\""))
                .noneMatch(answer -> answer.contains("\"carl\""));
    }

    @Test
    void aUserWhoMayNotAskIsToldOfNobody() throws Exception {
        connect(one, "dora", 1);
        Connection dora = clients.get(0);
        for (String subject : List.of("$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.ACCOUNT.PING.CONNZ")) {
            dora.publish(subject, "answers", new byte[0]);
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(dora.getLastError()).contains(subject));
            assertThat(dora.getLastError()).containsIgnoringCase("permissions violation for publish");
        }
    }

    @Test
    void aUserClosesNoSession() throws Exception {
        connect(one, "alice", 1);
        connect(two, "bob", 1);
        Connection bob = clients.get(1);
        int cid = bob.getServerInfo().getClientId();
        String kick = "$SYS.REQ.SERVER." + bob.getServerInfo().getServerId() + ".KICK";

        assertThat(clients.get(0).request(kick, ("{\"cid\":" + cid + "}").getBytes(UTF_8), A_MOMENT))
                .as("nobody answers")
                .isNull();

        bob.flush(PATIENCE);
        assertThat(bob.getServerInfo().getClientId()).isEqualTo(cid);
    }

    private static String text(Subscription answers) throws InterruptedException {
        return new String(Objects.requireNonNull(answers.nextMessage(PATIENCE)).getData(), UTF_8);
    }
}

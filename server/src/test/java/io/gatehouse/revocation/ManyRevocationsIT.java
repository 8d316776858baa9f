package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.sessions.Closing;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many users at once: what servers are asked is bounded, and who comes back does so in no storm. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class ManyRevocationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CONF = """
            accounts {
              SYS: { users: [ { user: sys, password: p } ] }
              APP1: { users: [ { user: alice, password: p }, { user: bob, password: p } ] }
            }
            system_account: SYS
            max_pending: 2MB
            """;

    private final List<Connection> clients = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final CountedMessages counted = new CountedMessages();
    private final AtomicInteger asked = new AtomicInteger();
    private NatsServer server;
    private Connection counting;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start(CONF);
        counting = connect("sys");
        counting.createDispatcher(message -> asked.incrementAndGet()).subscribe("$SYS.REQ.SERVER.*.CONNZ");
        counting.flush(PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        for (Connection client : clients) {
            client.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Connection connect(String user) throws Exception {
        Connection client = Nats.connect(Options.builder()
                .server(server.url())
                .userInfo(user, "p")
                .connectionTimeout(PATIENCE)
                .noReconnect()
                .build());
        clients.add(client);
        return client;
    }

    private Revocations open(int rate) {
        return open(rate, null);
    }

    private Revocations open(int rate, @Nullable Secret secret) {
        NatsSettings nats = NatsSettings.of(ServerUrl.of(server.url()), new Login.UserPassword("sys", Secret.of("p")));
        Revocations revocations = new Revocations(
                new RevocationSettings(nats, secret, rate, Duration.ofMillis(500), PollSettings.OFF),
                Duration.ofMillis(200),
                (directory, users) -> {},
                counted);
        revocations.start();
        await().atMost(PATIENCE).until(() -> revocations.notes().isEmpty());
        return revocations;
    }

    private static Revoked user(String name, boolean mayLogIn) {
        return new Revoked("users", name, Set.of(name), "APP1", mayLogIn);
    }

    private boolean isOpen(Connection client) {
        return client.getStatus() == Connection.Status.CONNECTED;
    }

    @Test
    void aHundredThousandUsersAreAFewQuestions() throws Exception {
        Connection alice = connect("alice");
        Connection bob = connect("bob");
        try (Revocations revocations = open(1_000)) {
            for (int i = 0; i < 100_000; i++) {
                revocations.changed(user(i == 50_000 ? "alice" : "u" + i, false), By.DIRECTORY);
            }

            await().atMost(PATIENCE).until(() -> !isOpen(alice));
            await().atMost(PATIENCE).until(() -> counted.closed().equals(List.of(Closing.CLOSED)));
            assertThat(isOpen(bob)).isTrue();
            assertThat(asked).hasValueBetween(1, 2_000);
        }
    }

    @Test
    void whoMayLogInAgainIsClosedNoFasterThanTheRate() throws Exception {
        for (int i = 0; i < 20; i++) {
            connect("alice");
        }
        connect("bob");
        try (Revocations revocations = open(10)) {
            long begin = System.nanoTime();
            revocations.changed(user("alice", true), By.DIRECTORY);
            revocations.changed(user("bob", false), By.DIRECTORY);

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> counted.closed().size() == 21);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
            assertThat(counted.closed()).containsOnly(Closing.CLOSED);
        }
    }

    /** As raw as may be, since a client library has threads for each. */
    private void connectWithLongName() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port(Listener.CLIENT));
        sockets.add(client);
        // Each becomes six characters in what a server tells.
        client.getOutputStream()
                .write(("CONNECT {\"verbose\":false,\"user\":\"alice\",\"pass\":\"p\",\"name\":\"" + "<".repeat(3_900)
                                + "\"}\r\nPING\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).startsWith("INFO");
        assertThat(in.readLine()).isEqualTo("PONG");
    }

    @Test
    @Tag("heavy")
    void sessionsOfWhichAServerCannotTellAtOnceAreClosedToo() throws Exception {
        for (int i = 0; i < 150; i++) {
            connectWithLongName();
        }
        try (Revocations revocations = open(10)) {
            revocations.changed(user("alice", false), By.DIRECTORY);

            await().atMost(PATIENCE).until(() -> counted.closed().size() == 150);
            server.log().await("Slow Consumer Detected: MaxPending");
        }
    }

    @Test
    void whoIsLetInByAnInstanceThatWasStoppedMeanwhileIsClosedOnceItHasForgottenThem() throws Exception {
        BlockingQueue<Message> told = new LinkedBlockingQueue<>();
        counting.createDispatcher(told::add).subscribe("gatehouse.revocations.*");
        counting.flush(PATIENCE);
        try (Revocations revocations = open(10, Secret.of("0123456789abcdef0123456789abcdef"))) {
            int before = asked.get();
            revocations.changed(user("alice", false), By.DIRECTORY);
            Message message = told.take();
            await().atMost(PATIENCE).until(() -> asked.get() >= before + Batch.PASSES);

            Connection alice = connect("alice");
            counting.publish(message.getReplyTo(), null);

            await().atMost(PATIENCE).until(() -> !isOpen(alice));
        }
    }

    @Test
    void whatIsRevokedWithoutAConnectionIsDoneOnceThereIsOne() throws Exception {
        try (Revocations revocations = open(10)) {
            Connection alice = connect("alice");
            server.suspend();
            revocations.changed(user("alice", false), By.DIRECTORY);
            server.resume();

            await().atMost(PATIENCE).until(() -> !isOpen(alice));
        }
    }
}

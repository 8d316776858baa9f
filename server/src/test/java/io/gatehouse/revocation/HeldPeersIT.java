package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemConnection;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret that is replaced while servers do not answer the user of the system account. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class HeldPeersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Secret OLD = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Secret NEW = Secret.of("fedcba9876543210fedcba9876543210");
    private static final String CONF = """
            accounts { SYS: { users: [ { user: sys, password: p } ] } }
            system_account: SYS
            """;

    private final CountedMessages counted = new CountedMessages();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private NatsServer server;

    @BeforeEach
    void start() {
        server = NatsServer.start(CONF);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        timer.shutdownNow();
        assertThat(timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private SystemAccess open() throws Exception {
        Login sys = new Login.UserPassword("sys", Secret.of("p"));
        return SystemAccess.open(
                NatsSettings.of(ServerUrl.of(server.url()), sys).as("test", sys, PATIENCE));
    }

    private HeldPeers holding(Secret secret, CountedMessages recorder) {
        return new HeldPeers(List.of(secret), (directory, users) -> {}, recorder, timer);
    }

    @Test
    void isTheOnlyOneOnceTheyAnswerAgain() throws Exception {
        HeldPeers peers = holding(OLD, counted);
        try (SystemAccess lost = open()) {
            peers.listen(lost.sessions().connection());
        }

        peers.use(List.of(NEW));

        try (SystemAccess access = open()) {
            SystemConnection connection = access.sessions().connection();
            peers.listen(connection);
            HeldPeers before = holding(OLD, new CountedMessages());
            HeldPeers other = holding(NEW, new CountedMessages());
            await().atMost(PATIENCE).until(() -> {
                before.tell(connection, "reply", null, null);
                other.tell(connection, "reply", null, null);
                return counted.messages().size() >= 2;
            });
            assertThat(counted.messages()).containsOnly(Message.TAKEN);
        }
    }
}

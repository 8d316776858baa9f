package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of revocations where servers do not do what they are asked, or do not know all yet. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class ScriptedServersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef");

    private final CountedMessages counted = new CountedMessages();
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private ScriptedServers servers;

    @BeforeEach
    void start() throws Exception {
        servers = ScriptedServers.start("N1", "N2");
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    private RevocationSettings settings(@Nullable Secret secret) {
        return new RevocationSettings(servers.settings(), secret, 1_000, Duration.ofMillis(200), PollSettings.OFF);
    }

    private Revocations revocations(@Nullable Secret secret, int mostUsers) {
        return new Revocations(
                settings(secret),
                Duration.ofMillis(100),
                (directory, users) -> forgotten.add(directory + ": " + users),
                counted,
                mostUsers);
    }

    private Revocations open(@Nullable Secret secret) {
        Revocations revocations = revocations(secret, 1_000);
        revocations.start();
        await().atMost(PATIENCE).until(() -> revocations.notes().isEmpty());
        return revocations;
    }

    private static Revoked user(String name) {
        return new Revoked("staff", name, Set.of(name), "APP1", false);
    }

    @Test
    void aSessionThatAServerDoesNotCloseIsNoneThatHasEnded() {
        servers.session("alice");
        servers.kicks("no such client or leafnode id");
        try (Revocations revocations = open(null)) {
            revocations.changed(user("alice"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> counted.closed().equals(List.of(Closing.GONE)));
        }
    }

    /** More often than a session that could be closed is looked for. */
    @Test
    void aSessionThatCannotBeClosedIsTriedAgainUntilItIs() {
        servers.session("alice");
        servers.kicks("not now", "not now", "not now", "not now", ScriptedServers.CLOSED);
        try (Revocations revocations = open(null)) {
            revocations.changed(user("alice"), By.DIRECTORY);
            await().atMost(PATIENCE)
                    .until(() -> counted.closed()
                            .equals(List.of(
                                    Closing.FAILED, Closing.FAILED, Closing.FAILED, Closing.FAILED, Closing.CLOSED)));
            assertThat(counted.told()).containsExactly(Closing.FAILED, Closing.CLOSED);
        }
    }

    /** Messages are lost that others send before the last server knows that they are to come here. */
    @Test
    void everythingIsForgottenOnceAllServersKnowWhoListens() {
        servers.hold();
        try (Revocations revocations = open(SECRET)) {
            await().atMost(PATIENCE).until(() -> servers.held() == 1);
            assertThat(forgotten).containsExactly("null: null");

            servers.release();

            await().atMost(PATIENCE).until(() -> forgotten.equals(List.of("null: null", "null: null")));
            assertThat(revocations.notes()).isEmpty();
        }
    }

    /** Those who came first are closed as well: nobody is given up for others. */
    @Test
    void ofMoreUsersThanAreKeptEverybodyIsRevoked() {
        servers.session("alice");
        try (Revocations revocations = revocations(null, 100)) {
            revocations.changed(user("alice"), By.DIRECTORY);
            for (int i = 0; i < 1_000; i++) {
                revocations.changed(user("u" + i), By.DIRECTORY);
            }
            await().atMost(PATIENCE).until(() -> forgotten.contains("staff: null"));
            assertThat(counted.closed()).isEmpty();

            revocations.start();

            await().atMost(PATIENCE).until(() -> counted.closed().equals(List.of(Closing.CLOSED)));
        }
    }

    /** nats-server takes less than usual: the others forget everybody, and sessions are closed as ever. */
    @Test
    void moreUsersThanAMessageMayHoldAreRevokedAllTheSame() throws Exception {
        servers.close();
        servers = ScriptedServers.within(4_096, "N1");
        servers.session("alice");
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Revocations revocations = open(SECRET);
                Revocations other = new Revocations(
                        settings(SECRET),
                        Duration.ofMillis(100),
                        (directory, users) -> heard.add(directory + ": " + users),
                        new CountedMessages())) {
            other.start();
            await().atMost(PATIENCE).until(() -> other.notes().isEmpty());

            revocations.changed(user("x".repeat(3_990)), By.DIRECTORY);
            revocations.changed(user("alice"), By.DIRECTORY);

            await().atMost(PATIENCE).until(() -> counted.closed().equals(List.of(Closing.CLOSED)));
            await().atMost(PATIENCE).until(() -> heard.contains("staff: null"));
        }
    }
}

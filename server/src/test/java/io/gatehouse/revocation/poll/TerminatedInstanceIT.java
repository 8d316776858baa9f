package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.revocation.Revocations;
import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session that an instance was to close, and was terminated before it had. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class TerminatedInstanceIT {
    private static final PollSettings OFTEN = new PollSettings(Duration.ofMillis(500), 10);
    private static final Duration CLOSING = Duration.ofMillis(500);
    private static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef");
    private static final int OTHERS = 20;

    private ScriptedServers servers;

    @BeforeEach
    void start() throws Exception {
        servers = ScriptedServers.start("N1");
        servers.session("alice");
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }

    /** An instance, whose directory closes no session. */
    private final class Instance implements AutoCloseable {
        private final ScriptedUsers directory = new ScriptedUsers();
        private final CountedPolls counted = new CountedPolls();
        private final NoRevocations recorder = new NoRevocations();
        private final Revocations revocations = new Revocations(
                new RevocationSettings(servers.settings(), SECRET, 1_000, Duration.ofMillis(200), OFTEN),
                Duration.ofMillis(100),
                (directory, users) -> {},
                recorder);
        private final Poller poller = new Poller(
                () -> OFTEN, () -> List.of(directory), revocations::sessions, SECRET, counted, recorder, CLOSING);

        Instance() {
            revocations.onConnection(poller::connected);
            revocations.start();
            poller.start();
            patiently().until(() -> revocations.notes().isEmpty());
            patiently().until(() -> {
                letIn("alice", 1);
                return counted.users > 0;
            });
            for (int i = 0; i < OTHERS; i++) {
                letIn("user" + i, i);
            }
            patiently().until(() -> counted.users == OTHERS + 1);
        }

        private void letIn(String user, long print) {
            directory.users.put(user, print);
            poller.found("staff", user, user, print);
        }

        @Override
        public void close() {
            poller.close();
            revocations.close();
        }
    }

    @Test
    void aSessionWithOtherRightsIsClosedByTheNext() {
        try (Instance one = new Instance();
                Instance two = new Instance()) {
            List<Instance> all = List.of(one, two);
            all.forEach(instance -> instance.directory.users.put("alice", 2L));
            patiently().until(() -> all.stream().anyMatch(instance -> !instance.directory.revoked.isEmpty()));
            Instance first = one.directory.revoked.isEmpty() ? two : one;
            Instance next = first == one ? two : one;
            first.close();

            patiently().until(() -> !next.directory.revoked.isEmpty());
            assertThat(next.directory.revoked).containsExactly("alice changed");
        }
    }
}

package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.revocation.RevocationRecorder.By;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which revocations instances have to know of that are started later, and would find what others have verified before. */
class LastingRevocationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Noted memory = new Noted();

    /** Notes who is forgotten, and who for later instances as well. */
    private static final class Noted implements Memory {
        private final List<Set<String>> forgotten = new CopyOnWriteArrayList<>();
        private final List<Set<String>> revoked = new CopyOnWriteArrayList<>();

        @Override
        public void forget(@Nullable String directory, @Nullable Set<String> users) {
            forgotten.add(users == null ? Set.of() : Set.copyOf(users));
        }

        @Override
        public void revoke(@Nullable String directory, @Nullable Set<String> users) {
            revoked.add(users == null ? Set.of() : Set.copyOf(users));
        }
    }

    /** Not connected. */
    private Revocations revocations() {
        NatsSettings nats =
                NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new Login.UserPassword("sys", Secret.of("p")));
        return new Revocations(
                new RevocationSettings(nats, null, 1_000, Duration.ofSeconds(2), PollSettings.OFF),
                Duration.ofMillis(100),
                memory,
                new CountedMessages());
    }

    private static Revoked user(String name) {
        return new Revoked("staff", name, Set.of(name), null, false);
    }

    /** The directory tells nobody, and what is left of its users in a shared cache would be taken. */
    @Test
    void aUserWhomAPollFindsGoneIsRevokedForLaterInstances() {
        try (Revocations revocations = revocations()) {
            revocations.changed(user("alice"), By.POLL);
            await().atMost(PATIENCE).until(() -> memory.forgotten.equals(List.of(Set.of("alice"))));
            assertThat(memory.revoked).containsExactly(Set.of("alice"));

            revocations.changed(user("bob"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> memory.forgotten.contains(Set.of("bob")));
            assertThat(memory.revoked).containsExactly(Set.of("alice"));
        }
    }

    @Test
    void soIsAUserWhomAnAdminRequestRevokes() throws Exception {
        try (Revocations revocations = revocations()) {
            revocations.revoke(user("alice")).get();
            assertThat(memory.revoked).containsExactly(Set.of("alice"));
        }
    }

    /** It tells each instance, and those who share its answers what is to last. */
    @Test
    void aUserOfADirectoryThatTellsOfChangesIsForgotten() {
        try (Revocations revocations = revocations()) {
            revocations.changed(user("alice"), By.DIRECTORY);
            await().atMost(PATIENCE).until(() -> !memory.forgotten.isEmpty());
            assertThat(memory.revoked).isEmpty();
        }
    }
}

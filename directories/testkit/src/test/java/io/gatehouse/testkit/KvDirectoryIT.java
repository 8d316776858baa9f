package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.directory.kv.KvDirectory;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Identity;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.JetStream;
import io.nats.client.PurgeOptions;
import io.nats.client.api.PublishAck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A bucket on a real nats-server: its changes, and what becomes of logins while it cannot be read. */
@Timeout(120)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class KvDirectoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final int CHANGES = 21;
    private static final long AT_ONCE_NANOS = Duration.ofMillis(100).toNanos();

    /** As many as take a moment to read. */
    private static final int MANY = 20_000;

    /** A busy machine may read all of them before it asks for one. */
    private static final int TRIES = 10;

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private final List<KvDirectory> opened = new ArrayList<>();

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    @AfterEach
    void close() {
        opened.forEach(KvDirectory::close);
    }

    private KvDirectory open(KvServer server) {
        KvDirectory directory = server.open(POOL, ReloadRecorder.NONE);
        opened.add(directory);
        return directory;
    }

    private KvDirectory openWhole(KvServer server) {
        KvDirectory directory = open(server);
        awaitWhole(directory);
        return directory;
    }

    private static void awaitWhole(KvDirectory directory) {
        await("the bucket is read")
                .atMost(PATIENCE)
                .until(() -> whyNot(directory).isEmpty());
    }

    /** Why it is not whole; empty when it is. */
    private static String whyNot(KvDirectory directory) {
        return Objects.requireNonNull(directory
                .probe()
                .thenReturn("")
                .onErrorResume(e -> Mono.just(String.valueOf(e.getMessage())))
                .block(LOOKUP));
    }

    private static String record(String password) {
        return "{\"pass\": \"" + password + "\", \"account\": \"APP\"}";
    }

    private static Outcome ask(KvDirectory directory, String user, String password) {
        return Outcome.of(directory, TestLogin.password(user, password), LOOKUP);
    }

    private static long version(KvDirectory directory, String user) {
        return Objects.requireNonNull(
                        directory.lookup(TestLogin.password(user, "p").request()))
                .version();
    }

    private static boolean isDisabled(KvDirectory directory, String user, String password) {
        return ask(directory, user, password).result() instanceof LookupResult.Found found
                && Objects.requireNonNull(found.identity().entitlement()).disabled();
    }

    @Test
    void aChangeIsInForceOnEveryInstanceWithinATenthOfASecond() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("zoë@example.org", record("p"));
            List<KvDirectory> instances = List.of(openWhole(server), openWhole(server));
            List<Long> took = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                boolean disabled = i % 2 == 0;
                long begin = System.nanoTime();
                server.put(
                        "zoë@example.org", "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": " + disabled + "}");
                long limit = begin + PATIENCE.toNanos();
                while (instances.stream().anyMatch(instance -> isDisabled(instance, "zoë@example.org", "p") != disabled)
                        && System.nanoTime() < limit) {
                    Thread.onSpinWait();
                }
                took.add(System.nanoTime() - begin);
            }
            took.sort(null);
            assertThat(took.get(CHANGES / 2)).isLessThan(AT_ONCE_NANOS);
        }
    }

    @Test
    void whoIsAddedIsKnownAndWhoIsRemovedIsNot() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            KvDirectory directory = openWhole(server);
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isNotMine, "not mine");
            server.put("anna", record("p"));
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isFound());
            assertThat(ask(directory, "anna", "other")).matches(Outcome::isRejected, "rejected");
            server.users().delete("anna");
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isNotMine());
            server.put("anna", record("q"));
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "q").isFound());
            server.users().purge("anna");
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "q").isNotMine());
        }
    }

    /** The record before may have let in whom the new one is to keep out. */
    @Test
    void aRecordThatCannotBeUsedKeepsItsUserAloneWithoutAnAnswer() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("anna", record("p"));
            server.put("bob", record("p"));
            KvDirectory directory = openWhole(server);
            server.put("anna", "{\"pass\": \"p\", \"acount\": \"APP\"}");
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isUndecided());
            assertThat(ask(directory, "bob", "p")).matches(Outcome::isFound, "found");
            server.put("anna", record("p"));
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isFound());
        }
    }

    @Test
    void whoWasRemovedWithoutATraceWhileDisconnectedIsGoneAfterwards() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("anna", record("p"));
            server.put("bob", record("p"));
            server.put("carl", record("p"));
            KvDirectory directory = openWhole(server);
            long before = version(directory, "bob");
            server.proxy().inject(Fault.DOWN);
            await().atMost(PATIENCE).until(() -> !whyNot(directory).isEmpty());
            server.users().delete("anna");
            server.admin()
                    .jetStreamManagement()
                    .purgeStream("KV_" + KvServer.BUCKET, PurgeOptions.subject("$KV." + KvServer.BUCKET + ".anna"));
            server.put("carl", "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}");

            assertThat(ask(directory, "anna", "p"))
                    .as("what is known stays in use")
                    .matches(Outcome::isFound, "found");
            assertThat(ask(directory, "dora", "p")).matches(Outcome::isUndecided, "undecided");

            server.proxy().inject(Fault.NONE);
            awaitWhole(directory);
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isNotMine, "not mine");
            assertThat(isDisabled(directory, "carl", "p")).isTrue();
            assertThat(ask(directory, "bob", "p")).matches(Outcome::isFound, "found");
            assertThat(version(directory, "bob"))
                    .as("who is unchanged stays warm")
                    .isEqualTo(before);
        }
    }

    @Test
    void tellsItsUsersAndSaysAnewWhatIsToBeSaidOfThem() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("anna", record("p"));
            AtomicInteger reviews = new AtomicInteger();
            BucketSettings settings = server.settings("kv", KvServer.PASSWORD);
            KvDirectory directory = KvDirectory.open(
                    settings,
                    new DirectoryContext(
                            settings.form(),
                            POOL,
                            (source, users) -> {
                                reviews.incrementAndGet();
                                return users.get().map(Identity::name).toList();
                            },
                            () -> ReloadRecorder.NONE,
                            () -> ReloadRecorder.NONE,
                            settings.nats()));
            opened.add(directory);
            awaitWhole(directory);
            await().atMost(PATIENCE).until(() -> reviews.get() == 1);
            assertThat(directory.identities().map(Identity::name)).containsExactly("anna");
            assertThat(directory.reload().get()).isTrue();
            directory.reconsider();
            await().atMost(PATIENCE).until(() -> reviews.get() == 2);
        }
    }

    @Test
    void aBucketThatIsDeletedKeepsWhoIsKnownAndRefusesNobody() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("anna", record("p"));
            Queue<String> whyNot = new ConcurrentLinkedQueue<>();
            KvDirectory directory = server.open(POOL, new Unreachable(whyNot));
            opened.add(directory);
            awaitWhole(directory);
            whyNot.clear();
            server.deleteBucket();
            await().atMost(PATIENCE).until(() -> !whyNot.isEmpty());
            assertThat(whyNot.element())
                    .as("noticed before heartbeats are missed")
                    .doesNotContain("has stopped telling");
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isFound, "found");
            assertThat(ask(directory, "bob", "p")).matches(Outcome::isUndecided, "undecided");
            await().atMost(PATIENCE).until(() -> whyNot(directory).contains("there is no bucket USERS"));

            server.bucket();
            server.put("bob", record("p"));
            await().atMost(PATIENCE).until(() -> ask(directory, "bob", "p").isFound());
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isNotMine());
        }
    }

    /** Notes each reason why the bucket cannot be followed. */
    private record Unreachable(Queue<String> why) implements ReloadRecorder {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}

        @Override
        public void unreachable(String reason) {
            why.add(reason);
        }
    }

    @Test
    void aBucketThatIsNotThereYetIsWaitedFor() throws Exception {
        try (KvServer server = KvServer.start()) {
            KvDirectory directory = open(server);
            await().atMost(PATIENCE).until(() -> whyNot(directory).contains("there is no bucket USERS"));
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isUndecided, "undecided");
            server.bucket();
            server.put("anna", record("p"));
            await().atMost(PATIENCE).until(() -> ask(directory, "anna", "p").isFound());
        }
    }

    @Test
    void withoutJetStreamNothingIsDecided() throws Exception {
        try (KvServer server = KvServer.withoutJetStream()) {
            KvDirectory directory = open(server);
            await().atMost(PATIENCE).until(() -> whyNot(directory).contains("JetStream"));
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isUndecided, "undecided");
        }
    }

    @Test
    void inAnAccountWithoutJetStreamNothingIsDecided() throws Exception {
        try (KvServer server = KvServer.start()) {
            KvDirectory directory = server.open("other", KvServer.PASSWORD, POOL, ReloadRecorder.NONE);
            opened.add(directory);
            await().atMost(PATIENCE).until(() -> whyNot(directory).contains("JetStream"));
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isUndecided, "undecided");
        }
    }

    @Test
    void withAWrongPasswordOfItsOwnNothingIsDecided() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("anna", record("p"));
            KvDirectory directory = server.open("kv", "wrong", POOL, ReloadRecorder.NONE);
            opened.add(directory);
            await().atMost(PATIENCE).until(() -> whyNot(directory).contains("it refuses our login"));
            assertThat(ask(directory, "anna", "p")).matches(Outcome::isUndecided, "undecided");
            assertThat(whyNot(directory)).doesNotContain("wrong\"", KvServer.PASSWORD);
        }
    }

    @Test
    void whoIsNotReadYetIsAskedFor() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            fill(server, MANY);
            boolean asked = false;
            for (int tries = 0; tries < TRIES && !asked; tries++) {
                KvDirectory directory = open(server);
                asked = isAskedForUntilItIsRead(directory);
                assertThat(directory.users()).isEqualTo(MANY);
                directory.close();
            }
            assertThat(asked).as("found though not read yet").isTrue();
        }
    }

    private static boolean isAskedForUntilItIsRead(KvDirectory directory) {
        boolean asked = false;
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!whyNot(directory).isEmpty() && System.nanoTime() < limit) {
            Lookup lookup = directory.lookup(
                    TestLogin.password("user-" + (MANY - 1), "p").request());
            assertThat(lookup).as("nobody's").isNotNull();
            boolean isRemote = Objects.requireNonNull(lookup).kind() == Lookup.Kind.REMOTE;
            Outcome outcome = ask(directory, "user-" + (MANY - 1), "p");
            asked |= isRemote && outcome.isFound();
            assertThat(outcome).matches(one -> one.isFound() || one.isUndecided(), "found, or undecided");
            assertThat(ask(directory, "nobody", "p"))
                    .matches(one -> one.isNotMine() || one.isUndecided(), "not mine, or undecided");
        }
        return asked;
    }

    private static void fill(KvServer server, int users) throws Exception {
        JetStream stream = server.admin().jetStream();
        List<CompletableFuture<PublishAck>> begun = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            String subject = "$KV." + KvServer.BUCKET + "." + KvKey.of("user-" + i);
            begun.add(stream.publishAsync(subject, record("p").getBytes(StandardCharsets.UTF_8)));
            if (begun.size() == 500) {
                CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).get();
                begun.clear();
            }
        }
        CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).get();
    }
}

package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.nkey.NkeyBucketDirectory;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Public nkeys in a bucket on a real nats-server: whose they are through changes, deletions, mistakes and outages. */
@Timeout(120)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class NkeyBucketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final int CHANGES = 21;

    /** As many as take a moment to read. */
    private static final int MANY = 5_000;

    private static final long AT_ONCE_NANOS = Duration.ofMillis(100).toNanos();

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static final TestNkey ONE = TestNkey.generate();
    private static final TestNkey TWO = TestNkey.generate();

    private final List<NkeyBucketDirectory> opened = new ArrayList<>();

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    @AfterEach
    void close() {
        opened.forEach(NkeyBucketDirectory::close);
    }

    private NkeyBucketDirectory open(KvServer server) {
        BucketSettings settings = server.settings();
        NkeyBucketDirectory directory =
                NkeyBucketDirectory.open(settings, KvServer.context(settings, POOL, ReloadRecorder.NONE));
        opened.add(directory);
        return directory;
    }

    private NkeyBucketDirectory openWhole(KvServer server) {
        NkeyBucketDirectory directory = open(server);
        awaitWhole(directory);
        return directory;
    }

    private static void awaitWhole(NkeyBucketDirectory directory) {
        await("the bucket is read").atMost(PATIENCE).until(() -> isWhole(directory));
    }

    private static boolean isWhole(NkeyBucketDirectory directory) {
        return Objects.requireNonNull(directory
                .probe()
                .thenReturn(true)
                .onErrorResume(e -> Mono.just(false))
                .block(LOOKUP));
    }

    private static Outcome ask(NkeyBucketDirectory directory, TestNkey key) {
        return Outcome.of(directory, key.login(), LOOKUP);
    }

    /** Who logs in with the key; empty for nobody. */
    private static String whose(NkeyBucketDirectory directory, TestNkey key) {
        return ask(directory, key).result() instanceof LookupResult.Found found
                ? found.identity().name()
                : "";
    }

    private static boolean isDisabled(NkeyBucketDirectory directory, TestNkey key) {
        return ask(directory, key).result() instanceof LookupResult.Found found
                && Objects.requireNonNull(found.identity().entitlement()).disabled();
    }

    private static String disabled(TestNkey key) {
        return key.record().replace("}", ", \"disabled\": true}");
    }

    @Test
    void aKeyThatIsExchangedIsInForceOnEveryInstanceWithinATenthOfASecond() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("sensor", TWO.record());
            List<NkeyBucketDirectory> instances = List.of(openWhole(server), openWhole(server));
            List<Long> took = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                TestNkey next = i % 2 == 0 ? ONE : TWO;
                TestNkey before = i % 2 == 0 ? TWO : ONE;
                long begin = System.nanoTime();
                server.put("sensor", next.record());
                long limit = begin + PATIENCE.toNanos();
                while (instances.stream()
                                .anyMatch(one -> !ask(one, next).isFound()
                                        || !ask(one, before).isNotMine())
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
    void whoIsDisabledIsFoundSoAndWhoIsDeletedIsNobody() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("sensor", ONE.record());
            server.put("gateway", TWO.record());
            NkeyBucketDirectory directory = openWhole(server);
            assertThat(whose(directory, ONE)).isEqualTo("sensor");
            assertThat(isDisabled(directory, ONE)).isFalse();
            server.put("sensor", disabled(ONE));
            await().atMost(PATIENCE).until(() -> isDisabled(directory, ONE));
            server.users().delete("sensor");
            await().atMost(PATIENCE).until(() -> ask(directory, ONE).isNotMine());
            assertThat(whose(directory, TWO)).isEqualTo("gateway");
        }
    }

    @Test
    void aKeyOfTwoIsNobodysAndRefusesNobodyUntilItIsOnes() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("sensor", ONE.record());
            server.put("copy", ONE.record());
            NkeyBucketDirectory fromTheStart = openWhole(server);
            assertThat(ask(fromTheStart, ONE)).matches(Outcome::isUndecided, "undecided");

            server.put("copy", TWO.record());
            await().atMost(PATIENCE).until(() -> whose(fromTheStart, ONE).equals("sensor"));
            assertThat(whose(fromTheStart, TWO)).isEqualTo("copy");

            server.put("copy", ONE.record());
            await().atMost(PATIENCE).until(() -> ask(fromTheStart, ONE).isUndecided());
            assertThat(Objects.requireNonNull(ask(fromTheStart, ONE).error()))
                    .hasMessageContaining("user \"copy\" and of user \"sensor\"");
            server.users().delete("sensor");
            await().atMost(PATIENCE).until(() -> whose(fromTheStart, ONE).equals("copy"));
        }
    }

    /** The record before may have let in whom the new one is to keep out. */
    @Test
    void theKeyOfARecordThatCannotBeUsedGetsNoAnswer() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("sensor", ONE.record());
            NkeyBucketDirectory directory = openWhole(server);
            server.put("sensor", ONE.record().replace("account", "acount"));
            await().atMost(PATIENCE).until(() -> ask(directory, ONE).isUndecided());
            assertThat(ask(openWhole(server), ONE))
                    .as("also who starts then")
                    .matches(Outcome::isUndecided, "undecided");
            assertThat(ask(directory, TWO)).matches(Outcome::isNotMine, "not mine");
            server.put("sensor", ONE.record());
            await().atMost(PATIENCE).until(() -> ask(directory, ONE).isFound());
        }
    }

    @Test
    void beforeTheBucketIsReadNothingIsDecided() throws Exception {
        try (KvServer server = KvServer.start()) {
            NkeyBucketDirectory directory = open(server);
            assertThat(ask(directory, ONE)).matches(Outcome::isUndecided, "undecided");
            assertThat(Outcome.of(directory, TestLogin.password("sensor", "p"), LOOKUP))
                    .as("what brings no nkey is somebody else's")
                    .matches(Outcome::isNotMine, "not mine");
            server.bucket();
            server.put("sensor", ONE.record());
            await().atMost(PATIENCE).until(() -> ask(directory, ONE).isFound());
            assertThat(ask(directory, TWO)).matches(Outcome::isNotMine, "not mine");
        }
    }

    /** The record that is read last may be another's with the same key. */
    @Test
    void untilTheBucketWasReadOnceNoKeyIsAnybodys() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            server.put("sensor", ONE.record());
            for (int i = 0; i < MANY; i++) {
                server.admin()
                        .publish(
                                "$KV." + KvServer.BUCKET + ".user-" + i,
                                "{\"account\": \"APP\"}".getBytes(StandardCharsets.UTF_8));
            }
            server.put("copy", ONE.record());
            NkeyBucketDirectory directory = open(server);
            boolean whole = false;
            long limit = System.nanoTime() + PATIENCE.toNanos();
            while (!whole && System.nanoTime() < limit) {
                whole = isWhole(directory);
                assertThat(ask(directory, ONE)).matches(Outcome::isUndecided, "undecided");
            }
            assertThat(whole).isTrue();
            assertThat(directory.users()).isEqualTo(MANY + 2);
        }
    }

    @Test
    void whatChangedDuringAnOutageIsInForceAfterIt() throws Exception {
        try (KvServer server = KvServer.start().bucket()) {
            TestNkey kept = TestNkey.generate();
            TestNkey fresh = TestNkey.generate();
            server.put("sensor", ONE.record());
            server.put("gateway", TWO.record());
            server.put("robot", kept.record());
            NkeyBucketDirectory directory = openWhole(server);
            server.proxy().inject(Fault.DOWN);
            await().atMost(PATIENCE).until(() -> !isWhole(directory));
            server.users().purge("sensor");
            server.users().put("gateway", ONE.record());
            server.users().put("press", fresh.record());

            assertThat(whose(directory, ONE)).as("what is known stays in use").isEqualTo("sensor");
            assertThat(ask(directory, fresh)).matches(Outcome::isUndecided, "undecided");

            server.proxy().inject(Fault.NONE);
            awaitWhole(directory);
            assertThat(whose(directory, ONE)).isEqualTo("gateway");
            assertThat(ask(directory, TWO)).matches(Outcome::isNotMine, "not mine");
            assertThat(whose(directory, kept)).isEqualTo("robot");
            assertThat(whose(directory, fresh)).isEqualTo("press");
        }
    }
}

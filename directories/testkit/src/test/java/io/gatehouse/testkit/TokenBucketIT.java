package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.token.TokenBucketDirectory;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** API tokens in a bucket on a real nats-server: issued, revoked, removed, and asked for before the bucket is read. */
@Timeout(120)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class TokenBucketIT {
    private static final String BUCKET = "TOKENS";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final int CHANGES = 21;
    private static final long AT_ONCE_NANOS = Duration.ofMillis(100).toNanos();

    /** As many as take a moment to read. */
    private static final int MANY = 5_000;

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static final TestToken TOKEN = TestToken.generate();
    private static final TestToken OTHER = TestToken.generate();

    private final List<TokenBucketDirectory> opened = new ArrayList<>();

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    @AfterEach
    void close() {
        opened.forEach(TokenBucketDirectory::close);
    }

    private TokenBucketDirectory open(KvServer server, @Nullable String user) {
        BucketSettings settings = server.settings(BUCKET);
        TokenBucketDirectory directory =
                TokenBucketDirectory.open(settings, user, KvServer.context(settings, POOL, ReloadRecorder.NONE));
        opened.add(directory);
        return directory;
    }

    private TokenBucketDirectory openWhole(KvServer server) {
        TokenBucketDirectory directory = open(server, null);
        await("the bucket is read").atMost(PATIENCE).until(() -> isWhole(directory));
        return directory;
    }

    private static boolean isWhole(TokenBucketDirectory directory) {
        return Objects.requireNonNull(directory
                .probe()
                .thenReturn(true)
                .onErrorResume(e -> Mono.just(false))
                .block(LOOKUP));
    }

    private static Outcome ask(TokenBucketDirectory directory, String token) {
        return Outcome.of(directory, TestLogin.token(token), LOOKUP);
    }

    private static boolean isRevoked(TokenBucketDirectory directory, TestToken token) {
        return ask(directory, token.text()).result() instanceof LookupResult.Found found
                && Objects.requireNonNull(found.identity().entitlement()).disabled();
    }

    @Test
    void aRevokedTokenIsSoOnEveryInstanceWithinATenthOfASecond() throws Exception {
        try (KvServer server = KvServer.start().bucket(BUCKET)) {
            KeyValue tokens = server.admin().keyValue(BUCKET);
            tokens.put(TOKEN.id(), TOKEN.record("ci-bot"));
            List<TokenBucketDirectory> instances = List.of(openWhole(server), openWhole(server));
            List<Long> took = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                boolean revoked = i % 2 == 0;
                long begin = System.nanoTime();
                tokens.put(TOKEN.id(), TOKEN.record("ci-bot").replace("}", ", \"disabled\": " + revoked + "}"));
                long limit = begin + PATIENCE.toNanos();
                while (instances.stream().anyMatch(one -> isRevoked(one, TOKEN) != revoked)
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
    void tokensAreToldApartAsThoseOfAFile() throws Exception {
        try (KvServer server = KvServer.start().bucket(BUCKET)) {
            KeyValue tokens = server.admin().keyValue(BUCKET);
            tokens.put(TOKEN.id(), TOKEN.record("ci-bot"));
            TokenBucketDirectory directory = openWhole(server);
            assertThat(ask(directory, TOKEN.text())).matches(Outcome::isFound, "found");
            assertThat(Outcome.of(directory, TestLogin.password("anybody", TOKEN.text()), LOOKUP))
                    .matches(Outcome::isFound, "found");
            assertThat(ask(directory, OTHER.text())).matches(Outcome::isNotMine, "not mine");
            assertThat(ask(directory, "no token")).matches(Outcome::isNotMine, "not mine");
            for (String wrong : List.of(
                    TOKEN.withSecretOf(OTHER),
                    TOKEN.text().substring(0, 30),
                    OTHER.text().substring(0, 30),
                    "gth_")) {
                assertThat(ask(directory, wrong)).as(wrong).matches(Outcome::isRejected, "rejected");
            }
            TokenBucketDirectory fixed = open(server, "token");
            await().atMost(PATIENCE).until(() -> isWhole(fixed));
            assertThat(Outcome.of(fixed, TestLogin.password("token", TOKEN.text()), LOOKUP))
                    .matches(Outcome::isFound, "found");
            assertThat(Outcome.of(fixed, TestLogin.password("anybody", TOKEN.text()), LOOKUP))
                    .matches(Outcome::isNotMine, "not mine");

            tokens.put(TOKEN.id(), "{\"name\": \"ci-bot\"}");
            await().atMost(PATIENCE).until(() -> ask(directory, TOKEN.text()).isUndecided());
            tokens.delete(TOKEN.id());
            await().atMost(PATIENCE).until(() -> ask(directory, TOKEN.text()).isNotMine());
        }
    }

    @Test
    void whatIsNotReadYetIsAskedFor() throws Exception {
        try (KvServer server = KvServer.start().bucket(BUCKET)) {
            KeyValue tokens = server.admin().keyValue(BUCKET);
            tokens.put(TOKEN.id(), TOKEN.record("ci-bot"));
            for (int i = 0; i < MANY; i++) {
                server.admin()
                        .publish(
                                "$KV." + BUCKET + "." + "%010d".formatted(i),
                                OTHER.record("bot").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            await().atMost(PATIENCE).until(() -> tokens.getStatus().getEntryCount() == MANY + 1);
            boolean remote = false;
            for (int tries = 0; tries < 20 && !remote; tries++) {
                TokenBucketDirectory directory = open(server, null);
                long limit = System.nanoTime() + PATIENCE.toNanos();
                while (!isWhole(directory) && System.nanoTime() < limit) {
                    Lookup lookup =
                            directory.lookup(TestLogin.token(TOKEN.text()).request());
                    remote |= Objects.requireNonNull(lookup).kind() == Lookup.Kind.REMOTE
                            && ask(directory, TOKEN.text()).isFound()
                            && ask(directory, TOKEN.withSecretOf(OTHER)).isRejected();
                    assertThat(ask(directory, OTHER.text()))
                            .matches(one -> one.isNotMine() || one.isUndecided(), "not mine, or undecided");
                }
            }
            assertThat(remote).isTrue();
        }
    }

    @Test
    void anOutageKeepsWhatIsKnownAndRefusesNobody() throws Exception {
        try (KvServer server = KvServer.start().bucket(BUCKET)) {
            KeyValue tokens = server.admin().keyValue(BUCKET);
            tokens.put(TOKEN.id(), TOKEN.record("ci-bot"));
            TokenBucketDirectory directory = openWhole(server);
            server.proxy().inject(Fault.DOWN);
            await().atMost(PATIENCE).until(() -> !isWhole(directory));
            assertThat(ask(directory, TOKEN.text())).matches(Outcome::isFound, "found");
            assertThat(ask(directory, OTHER.text())).matches(Outcome::isUndecided, "undecided");
            tokens.purge(TOKEN.id());
            server.proxy().inject(Fault.NONE);
            await().atMost(PATIENCE).until(() -> ask(directory, TOKEN.text()).isNotMine());
            assertThat(ask(directory, OTHER.text())).matches(Outcome::isNotMine, "not mine");
        }
    }
}

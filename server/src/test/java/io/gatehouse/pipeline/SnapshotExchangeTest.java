package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Sinks;

/** The signing key of an account is exchanged while logins come. */
@Timeout(60)
class SnapshotExchangeTest {
    private static final int USERS = 10;
    private static final int REQUESTS = 400;
    private static final Pattern USER_JWT = Pattern.compile("\"jwt\":\"([^\"]+)\"");

    private static final String HASH = PasswordHashing.bcrypt("secret", 4);

    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey before = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey after = SigningKey.generate(NkeyKind.ACCOUNT);
    private final AtomicInteger checks = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void everyAnswerFromTheNextRequestOnIsSignedByTheNewKeyAndNoPasswordIsCheckedAgain() throws Exception {
        try (PasswordChecks pool = pool();
                FileDirectory users = users(pool)) {
            DirectoryChain chain = new ChainBuilder(LookupSettings.DEFAULT, LookupRecorder.NONE)
                    .add(Match.ALL, users)
                    .addDecoy(pool)
                    .build();
            try (GateScene scene = GateScene.clear(authorizer(chain, before))) {
                for (int i = 0; i < USERS; i++) {
                    arrive(scene, i);
                    assertThat(scene.nextEnd()).isEqualTo("granted");
                }
                assertThat(checks).hasValue(USERS);
                assertThat(issuers(scene).values()).containsOnly(before.publicKey());

                List<Nkey> early = arrive(scene);
                scene.exchange(authorizer(chain, after));
                List<Nkey> late = arrive(scene);
                for (int i = 0; i < 2 * REQUESTS; i++) {
                    assertThat(scene.nextEnd()).isEqualTo("granted");
                }

                Map<Nkey, Nkey> issuers = issuers(scene);
                assertThat(early)
                        .allSatisfy(user -> assertThat(issuers.get(user)).isIn(before.publicKey(), after.publicKey()));
                assertThat(late)
                        .allSatisfy(user -> assertThat(issuers.get(user)).isEqualTo(after.publicKey()));
                assertThat(issuers.values()).contains(before.publicKey());
                assertThat(checks).as("passwords checked").hasValue(USERS);
            }
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredByWhatItBeganWith() throws Exception {
        Sinks.One<Authorization> later = Sinks.one();
        try (GateScene scene = GateScene.clear((request, deadline) -> new Answer.Pending<>(later.asMono()))) {
            scene.arrive(scene.goodBody());
            while (scene.gate.pending().requests() == 0) {
                Thread.onSpinWait();
            }
            scene.exchange(after);
            later.tryEmitValue(Authorization.of(new Verdict.Denied(DenyReason.DISABLED)));
            assertThat(scene.nextAnswer()).contains(scene.issuer.publicKey().text());

            scene.arrive(scene.goodBody());
            assertThat(scene.nextAnswer()).contains(after.publicKey().text());
        }
    }

    private DirectoryAuthorizer authorizer(DirectoryChain chain, SigningKey key) {
        Account.Keyed app = new Account.Keyed("APP", account.publicKey(), new Account.Key(key, false), Map.of());
        return new DirectoryAuthorizer(chain, new Policy(Accounts.keyed(Map.of("APP", app)), Clock.systemUTC()));
    }

    private FileDirectory users(PasswordChecks pool) throws Exception {
        String json = IntStream.range(0, USERS)
                .mapToObj(i -> "\"user%d\": {\"pass\": \"%s\", \"account\": \"APP\"}".formatted(i, HASH))
                .collect(Collectors.joining(",", "{", "}"));
        Path file = Files.writeString(folder.resolve("users.json"), json);
        return FileDirectory.open(FileDirectorySettings.of(file), pool, read -> List.of(), ReloadRecorder.NONE);
    }

    private PasswordChecks pool() {
        return new PasswordChecks(HashingSettings.defaults(), new PasswordChecksRecorder() {
            @Override
            public void ended(CheckResult result, String scheme, long nanos) {
                checks.incrementAndGet();
            }
        });
    }

    private List<Nkey> arrive(GateScene scene) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> arrive(scene, i % USERS))
                .toList();
    }

    private static Nkey arrive(GateScene scene, int user) {
        Nkey nkey = SigningKey.generate(NkeyKind.USER).publicKey();
        scene.arrive(
                scene.body(scene.server.request().user("user" + user, "secret").userNkey(nkey)));
        return nkey;
    }

    /** The issuer of each user JWT that was answered up to now, by the user's key. */
    private static Map<Nkey, Nkey> issuers(GateScene scene) throws Exception {
        assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
        Map<Nkey, Nkey> issuers = new HashMap<>();
        while (!scene.replies.isEmpty()) {
            Matcher jwt = USER_JWT.matcher(scene.nextAnswer());
            assertThat(jwt.find()).isTrue();
            UserToken token = UserToken.decode(jwt.group(1));
            issuers.put(token.subject(), token.issuer());
        }
        return issuers;
    }
}

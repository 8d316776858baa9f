package io.gatehouse.directory.nkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NkeyDirectoryTest {
    private static final SigningKey BOT = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey NEXT = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey OTHER = SigningKey.generate(NkeyKind.USER);
    private static final String NONCE = "PXoWU7zWAMt75FY";

    @TempDir
    private Path folder;

    private static UsersFile keys(String name, SigningKey... keys) {
        Map<String, FileUser> users = new HashMap<>();
        users.put(
                name,
                new FileUser(
                        Entitlement.plain(name, "APP"),
                        new Profile(Set.of("ci"), Map.of()),
                        null,
                        1,
                        List.of(keys).stream().map(SigningKey::publicKey).toList()));
        return UsersFile.of("directories.machines.keys", users);
    }

    private static NkeyDirectory open(UsersFile keys, @Nullable Path file) {
        WatchSettings watch = file == null ? null : new WatchSettings("machines", file, null, Duration.ofHours(1));
        return NkeyDirectory.open(
                new NkeyDirectorySettings("machines", keys, watch, NameForm.EXACT),
                (source, users) -> List.of(),
                ReloadRecorder.NONE);
    }

    private static @Nullable LookupResult ask(NkeyDirectory directory, SignedLogin login) {
        Lookup lookup = directory.lookup(login.request());
        if (lookup == null) {
            return null;
        }
        LookupTerms terms = LookupTerms.until(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        return ((Answer.Ready<LookupResult>) lookup.start(terms)).value();
    }

    @Test
    void findsWhoSignedTheNonce() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT, NEXT), null)) {
            for (SigningKey key : List.of(BOT, NEXT)) {
                assertThat(ask(directory, SignedLogin.of(key, NONCE))).isInstanceOfSatisfying(Found.class, found -> {
                    assertThat(found.identity().name()).isEqualTo("ci-bot");
                    assertThat(found.identity().groups()).containsExactly("ci");
                    assertThat(found.identity().directory()).isEqualTo("machines");
                });
            }
            assertThat(ask(directory, SignedLogin.of(OTHER, NONCE))).isNull();
        }
    }

    /** nats-server takes both as well. */
    @Test
    void takesTheSignatureInBothBase64s() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            for (int i = 0; i < 64; i++) {
                SignedLogin login = SignedLogin.of(BOT, NONCE + i);
                byte[] signature = SignedLogin.signature(BOT, NONCE + i);
                String standard = Base64.getEncoder().encodeToString(signature);
                assertThat(ask(directory, login)).isInstanceOf(Found.class);
                assertThat(ask(directory, login.withSignature(standard))).isInstanceOf(Found.class);
            }
        }
    }

    @Test
    void aSignatureOfAnythingElseIsRejected() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            SignedLogin right = SignedLogin.of(BOT, NONCE);
            String others = SignedLogin.url(SignedLogin.signature(OTHER, NONCE));
            String right86 = Objects.requireNonNull(right.signature());
            for (String signature : List.of(
                    others,
                    "x",
                    right86.substring(1),
                    right86 + "A",
                    right86 + "==x",
                    "!".repeat(86),
                    "A".repeat(86))) {
                assertThat(ask(directory, right.withSignature(signature)))
                        .as(signature)
                        .isInstanceOf(Rejected.class);
            }
            assertThat(ask(directory, right.withNonce(NONCE + "x"))).isInstanceOf(Rejected.class);
            assertThat(ask(directory, right)).isInstanceOf(Found.class);
        }
    }

    /** It would be as good as a password that everybody sees. */
    @Test
    void aSignatureOfNoNonceIsRejectedThoughItIsRight() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            assertThat(ask(directory, SignedLogin.of(BOT, "")))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.detail()).isEqualTo("nats_server_sends_no_nonce"));
        }
    }

    @Test
    void aKeyWithoutASignatureIsNobodys() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            SignedLogin login = SignedLogin.of(BOT, NONCE);
            assertThat(ask(directory, login.withSignature(null))).isNull();
            assertThat(ask(directory, login.withSignature(""))).isNull();
        }
    }

    /** Everybody who has the sentinel's file can sign so. */
    @Test
    void theSentinelsNkeyIsNobodysThoughItIsRegistered() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            SignedLogin login = SignedLogin.of(BOT, NONCE);
            assertThat(ask(directory, login.withJwt(SampleRequest.sentinelJwt(BOT.publicKey()))))
                    .isNull();
            assertThat(ask(directory, login.withJwt(SampleRequest.sentinelJwt(OTHER.publicKey()))))
                    .isInstanceOf(Found.class);
        }
    }

    @Test
    void nothingIsCheckedOnceTheTimeIsOver() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            Lookup lookup = Objects.requireNonNull(
                    directory.lookup(SignedLogin.of(BOT, NONCE).request()));
            assertThatThrownBy(() -> lookup.start(LookupTerms.until(System.nanoTime() - 1)))
                    .isInstanceOfSatisfying(
                            UndecidedException.class,
                            late -> assertThat(late.reason()).isEqualTo(Drop.DEADLINE));
        }
    }

    @Test
    void usersOfAFileAreFoundByTheirKeysAndLostWithThem() throws Exception {
        Path file = Files.writeString(folder.resolve("users.json"), users("ci-bot", BOT));
        try (NkeyDirectory directory = open(UsersFile.NONE, file)) {
            assertThat(ask(directory, SignedLogin.of(BOT, NONCE))).isInstanceOf(Found.class);

            Files.writeString(file, users("ci-bot", NEXT));
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();

            assertThat(ask(directory, SignedLogin.of(BOT, NONCE))).isNull();
            assertThat(ask(directory, SignedLogin.of(NEXT, NONCE))).isInstanceOf(Found.class);
        }
    }

    @Test
    void aKeyInBothPlacesIsAMistakeOfTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("users.json"), users("other", BOT));

        assertThatThrownBy(() -> open(keys("ci-bot", BOT), file))
                .isInstanceOf(UsersFileException.class)
                .hasMessageContaining(
                        "user other: nkey: " + BOT.publicKey() + " is in directories.machines.keys as well");
    }

    private static String users(String name, SigningKey key) {
        return "{\"%s\": {\"nkey\": \"%s\", \"account\": \"APP\"}}".formatted(name, key.publicKey());
    }

    @Test
    void noAnswerIsGivenFromACache() {
        CountingRecorder recorder = new CountingRecorder();
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            DirectoryChain chain = new ChainBuilder(LookupSettings.DEFAULT, recorder)
                    .add(Match.ALL, directory)
                    .build();
            SignedLogin right = SignedLogin.of(BOT, NONCE);
            SignedLogin wrong = right.withSignature(SignedLogin.url(SignedLogin.signature(OTHER, NONCE)));
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            for (int i = 0; i < 3; i++) {
                assertThat(Objects.requireNonNull(chain.find(right.request(), deadline)
                                        .mono()
                                        .block())
                                .result())
                        .isInstanceOf(Found.class);
                assertThat(Objects.requireNonNull(chain.find(wrong.request(), deadline)
                                        .mono()
                                        .block())
                                .result())
                        .isInstanceOf(Rejected.class);
            }
            assertThat(recorder.count(Result.MISS)).isEqualTo(6);
            assertThat(recorder.count(Result.HIT)).isZero();
            assertThat(recorder.count(Result.NEGATIVE_HIT)).isZero();
        }
    }

    @Test
    void wrongSignaturesReachTheLimitOfTheirSource() {
        FailureSettings three = new FailureSettings(0, 0, 3, Duration.ofMinutes(1));
        LookupSettings settings = new LookupSettings(CacheSettings.DEFAULT, three, 10, true);
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            DirectoryChain chain = new ChainBuilder(settings, new CountingRecorder())
                    .add(Match.ALL, directory)
                    .build();
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            for (int i = 0; i < 3; i++) {
                SignedLogin wrong = SignedLogin.of(BOT, NONCE + i).withNonce(NONCE);
                assertThat(Objects.requireNonNull(chain.find(wrong.request(), deadline)
                                        .mono()
                                        .block())
                                .result())
                        .isInstanceOf(Rejected.class);
            }
            assertThatThrownBy(() -> chain.find(SignedLogin.of(BOT, NONCE).request(), deadline))
                    .isInstanceOfSatisfying(
                            UndecidedException.class,
                            limited -> assertThat(limited.reason()).isEqualTo(Drop.FAILURE_LIMIT));
        }
    }

    /** So that policy prepares what it may once. */
    @Test
    void theIdentityOfAKeyIsKept() {
        try (NkeyDirectory directory = open(keys("ci-bot", BOT), null)) {
            Found first = (Found) ask(directory, SignedLogin.of(BOT, NONCE));
            Found second = (Found) ask(directory, SignedLogin.of(BOT, NONCE + "2"));
            assertThat(Objects.requireNonNull(second).identity())
                    .isSameAs(Objects.requireNonNull(first).identity());
        }
    }

    /** Each of many, however they follow one another. */
    @Test
    void theIdentitiesOfAThousandKeysAreKept() {
        List<SigningKey> all = Stream.generate(() -> SigningKey.generate(NkeyKind.USER))
                .limit(1000)
                .toList();
        try (NkeyDirectory directory = open(keys("ci-bot", all.toArray(SigningKey[]::new)), null)) {
            List<Identity> first = identities(directory, all);
            List<Identity> second = identities(directory, all);
            for (int i = 0; i < all.size(); i++) {
                assertThat(second.get(i)).isSameAs(first.get(i));
            }
        }
    }

    private static List<Identity> identities(NkeyDirectory directory, List<SigningKey> keys) {
        return keys.stream()
                .map(key -> ((Found) Objects.requireNonNull(ask(directory, SignedLogin.of(key, NONCE)))).identity())
                .toList();
    }
}

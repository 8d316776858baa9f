package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.guard.backend.GuardedLookup;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Whose tokens are looked at, and what is known without a question. */
class OidcDirectoryTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey OTHERS = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey NEWER = TestKey.generate(SigningAlgorithm.ES256, "two");
    private static final String OTHER = "https://other.example.com";

    private final Map<String, Mono<IssuerKeys>> keys = new HashMap<>();

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private int asked;

    private void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    private OidcDirectory open(@Nullable String user, IssuerSettings... issuers) {
        return OidcDirectory.open(
                new OidcSettings("sso", user, List.of(issuers)),
                issuer -> () -> Mono.defer(() -> {
                    asked++;
                    return keys.getOrDefault(issuer.url(), Mono.never());
                }),
                InstantSource.system(),
                () -> time.now(TimeUnit.NANOSECONDS),
                time);
    }

    private OidcDirectory openOne() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        return open(null, TestIssuers.settings());
    }

    private static @Nullable LookupResult ask(OidcDirectory directory, TestLogin login) {
        Lookup lookup = directory.lookup(login.request());
        return lookup == null
                ? LookupResult.NotMine.NOT_MINE
                : lookup.start(LookupTerms.until(
                                System.nanoTime() + Duration.ofMillis(200).toNanos()))
                        .mono()
                        .block();
    }

    @Test
    void whatIsKnownNeedsNoQuestion() {
        OidcDirectory directory = openOne();
        Lookup lookup = Objects.requireNonNull(
                directory.lookup(TestLogin.token(TestToken.of(KEY).signed(KEY)).request()));

        assertThat(lookup.kind()).isEqualTo(Lookup.Kind.MEMORY);
        assertThat(lookup.start(LookupTerms.until(0))).isInstanceOf(Answer.Ready.class);
        assertThat(lookup).hasToString("OidcLookup");
    }

    @Test
    void anUnknownKeyIsAQuestion() {
        OidcDirectory directory = openOne();
        String token = TestToken.of(KEY).withHeader("kid", "two").signed(KEY);
        Lookup lookup =
                Objects.requireNonNull(directory.lookup(TestLogin.token(token).request()));

        assertThat(lookup.kind()).isEqualTo(Lookup.Kind.REMOTE);
    }

    /** Somebody made the name of the key up: the issuer was asked, and does not have it. A second one in the same moment is not known of. */
    @Test
    void aKeyThatTheIssuerDoesNotHaveIsNobodys() {
        OidcDirectory directory = openOne();

        assertThat(ask(
                        directory,
                        TestLogin.token(
                                TestToken.of(KEY).withHeader("kid", "two").signed(KEY))))
                .isEqualTo(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_of_an_unknown_key"));
        pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> ask(
                        directory,
                        TestLogin.token(
                                TestToken.of(KEY).withHeader("kid", "three").signed(KEY))))
                .isInstanceOf(UnusableAnswerException.class);
    }

    /** Whatever others have made up before, who has a token of a new key is refused by no keys that are older. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "two")
    void keysThatWereAskedForBeforeRefuseNobody(@Nullable String named) {
        OidcDirectory directory = openOne();
        pass(Duration.ofMinutes(1));
        TestLogin bad =
                TestLogin.token(TestToken.of(KEY).withHeader("kid", named).signed(OTHERS));
        assertThat(ask(directory, bad)).isInstanceOf(LookupResult.Rejected.class);

        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(NEWER)));
        pass(Duration.ofSeconds(1));
        TestLogin good =
                TestLogin.token(TestToken.of(NEWER).withHeader("kid", named).signed(NEWER));
        assertThatThrownBy(() -> ask(directory, good)).isInstanceOf(UnusableAnswerException.class);
        pass(Duration.ofSeconds(10));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Found.class);
    }

    /** Whatever keys there are, it is no login. */
    @Test
    void whatIsWrongWithItselfNeedsNoKeys() {
        OidcDirectory directory = open(null, TestIssuers.settings());

        assertThat(ask(
                        directory,
                        TestLogin.token(TestToken.of(KEY).with("exp", 1).signed(KEY))))
                .isEqualTo(new LookupResult.Rejected(DenyReason.EXPIRED, "token_expired"));
    }

    @Test
    void withoutKeysNothingIsDecided() {
        OidcDirectory directory = open(null, TestIssuers.settings());

        CompletableFuture<LookupResult> answer = begin(directory, System.nanoTime());
        pass(TestKeys.REFRESH.timeout());
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(UndecidedException.class)
                .hasMessageContaining("the issuer's keys are not to be had: it did not answer in time");
    }

    private static CompletableFuture<LookupResult> begin(OidcDirectory directory, long deadline) {
        Lookup lookup = Objects.requireNonNull(
                directory.lookup(TestLogin.token(TestToken.of(KEY).signed(KEY)).request()));
        return lookup.start(LookupTerms.until(deadline)).mono().toFuture();
    }

    /** Who joins it may wait longer. */
    @Test
    void aLookupDoesNotEndAtTheDeadlineOfTheFirst() {
        Sinks.One<IssuerKeys> answer = Sinks.one();
        keys.put(TestToken.ISSUER, answer.asMono());
        OidcDirectory directory = open(null, TestIssuers.settings());
        CompletableFuture<LookupResult> late = begin(directory, System.nanoTime());
        Mono.delay(Duration.ofMillis(20)).block();
        answer.tryEmitValue(TestKeys.keys(KEY)).orThrow();

        assertThat(late.join()).isInstanceOf(LookupResult.Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "a.b.c",
                "a.b.c.d.e",
                "bm90IGpzb24.bm90IGpzb24.AA",
                "bnVsbA.bnVsbA.AA",
                "e30.e30.",
                "e30.e30.====",
                "e30=.e30.AA",
                "W10.W10.AA"
            })
    void othersTokensAreNotMine(String text) {
        assertThat(ask(openOne(), TestLogin.token(text))).isEqualTo(LookupResult.NotMine.NOT_MINE);
    }

    @Test
    void tokensOfOtherIssuersAreNotMine() {
        OidcDirectory directory = openOne();

        for (Object issuer : List.of(OTHER, TestToken.ISSUER + "/", "HTTPS://id.example.com", 7, List.of())) {
            assertThat(ask(
                            directory,
                            TestLogin.token(
                                    TestToken.of(KEY).with("iss", issuer).signed(KEY))))
                    .isEqualTo(LookupResult.NotMine.NOT_MINE);
        }
    }

    /** 64 KiB are the most that a request may have of it. */
    @Test
    void aLongTokenIsAToken() {
        OidcDirectory directory = openOne();
        TestToken token = TestToken.of(KEY).with("more", "x".repeat(48_000));

        assertThat(ask(directory, TestLogin.token(token.signed(KEY)))).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(
                        directory,
                        TestLogin.token(
                                token.with("evenmore", "x".repeat(2_000)).signed(KEY))))
                .isEqualTo(LookupResult.NotMine.NOT_MINE);
    }

    @Test
    void eachIssuerHasItsOwnKeysAndNames() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        keys.put(OTHER, Mono.just(TestKeys.keys(OTHERS)));
        ClaimMappings mappings = new ClaimMappings(new MappedClaim("sub", "other:"), null, Map.of());
        OidcDirectory directory = open(null, TestIssuers.settings(), TestIssuers.settings(OTHER, mappings, List.of()));
        TestToken theirs = TestToken.of(OTHERS).with("iss", OTHER);

        assertThat(ask(directory, TestLogin.token(theirs.signed(OTHERS))))
                .isInstanceOfSatisfying(
                        LookupResult.Found.class,
                        found -> assertThat(found.identity().name()).isEqualTo("other:alice"));
        // The name of a key is the same; the key is that of the other issuer.
        assertThat(ask(directory, TestLogin.token(theirs.signed(KEY))))
                .isEqualTo(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_signature_wrong"));
        assertThat(ask(directory, TestLogin.token(TestToken.of(KEY).signed(OTHERS))))
                .isEqualTo(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_signature_wrong"));
    }

    @Test
    void looksAtTokensAndPasswordsOnly() {
        OidcDirectory directory = openOne();
        String token = TestToken.of(KEY).signed(KEY);

        assertThat(directory.reads()).containsExactlyInAnyOrder(LoginPart.TOKEN, LoginPart.PASSWORD);
        assertThat(ask(directory, TestLogin.password("whoever", token))).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(directory, TestLogin.password(token, "secret"))).isEqualTo(LookupResult.NotMine.NOT_MINE);
        assertThat(ask(directory, TestLogin.password("u", token).withToken("no JWT")))
                .isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void looksAtThePasswordOfOneUserAlone() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        OidcDirectory directory = open("oidc", TestIssuers.settings());
        String token = TestToken.of(KEY).signed(KEY);

        assertThat(directory.reads()).contains(LoginPart.USER);
        assertThat(ask(directory, TestLogin.password("oidc", token))).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(directory, TestLogin.password("alice", token))).isEqualTo(LookupResult.NotMine.NOT_MINE);
        assertThat(ask(directory, TestLogin.token(token))).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void theProbeSaysWhoseKeysAreNotToBeHad() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        OidcDirectory directory = openTwo();

        assertThatThrownBy(() -> directory.probe().block())
                .hasMessage(OTHER + ": the issuer's keys are not to be had: it is down");
        keys.put(OTHER, Mono.just(TestKeys.keys(OTHERS)));
        directory.probe().block();
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        directory.probe().block();
    }

    private int badlySigned(OidcDirectory directory, int times) {
        int refused = 0;
        TestLogin bad = TestLogin.token(TestToken.of(KEY).signed(OTHERS));
        for (int i = 0; i < times; i++) {
            try {
                assertThat(ask(directory, bad))
                        .isEqualTo(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_signature_wrong"));
                refused++;
            } catch (UndecidedException e) {
                // is counted by what is missing
            }
        }
        return refused;
    }

    /** As a provider does it that makes a new key at its start. */
    @Test
    void aNewKeyUnderTheSameNameIsAskedFor() {
        OidcDirectory directory = openOne();
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(OTHERS)));
        TestLogin good = TestLogin.token(TestToken.of(OTHERS).signed(OTHERS));

        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Rejected.class);
        pass(Duration.ofNanos(1));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Found.class);
    }

    /** With the wrong key nobody gets in, and everybody else as before. */
    @Test
    void aStormOfBadSignaturesAsksSeldom() {
        OidcDirectory directory = openOne();
        TestLogin good = TestLogin.token(TestToken.of(KEY).signed(KEY));
        pass(Duration.ofSeconds(10));
        int before = asked;
        assertThat(badlySigned(directory, 100)).isEqualTo(100);
        assertThat(asked).isEqualTo(before + 1);
        pass(Duration.ofSeconds(9));
        assertThat(badlySigned(directory, 100)).isEqualTo(100);
        assertThat(asked).isEqualTo(before + 1);

        keys.put(TestToken.ISSUER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        pass(Duration.ofSeconds(1));
        assertThat(badlySigned(directory, 100))
                .as("the issuer may have another key by now")
                .isZero();
        assertThat(asked).isEqualTo(before + 2);
        assertThat(Objects.requireNonNull(directory.lookup(good.request())).kind())
                .isEqualTo(Lookup.Kind.MEMORY);
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Found.class);
    }

    /** What an answer decides that was on its way already is what it would decide a moment later. */
    @Test
    void whoComesWhileTheKeysAreAskedForIsToldTheSame() {
        OidcDirectory directory = openOne();
        Sinks.One<IssuerKeys> answer = Sinks.one();
        keys.put(TestToken.ISSUER, answer.asMono());
        Lookup first = Objects.requireNonNull(directory.lookup(
                TestLogin.token(TestToken.of(KEY).signed(OTHERS)).request()));
        pass(Duration.ofSeconds(10));
        LookupTerms terms =
                LookupTerms.until(System.nanoTime() + Duration.ofSeconds(10).toNanos());
        CompletableFuture<LookupResult> one = first.start(terms).mono().toFuture();
        pass(Duration.ofSeconds(1));
        Lookup second = Objects.requireNonNull(directory.lookup(
                TestLogin.token(TestToken.of(KEY).signed(NEWER)).request()));
        CompletableFuture<LookupResult> other = second.start(terms).mono().toFuture();
        answer.tryEmitValue(TestKeys.keys(OTHERS)).orThrow();

        assertThat(one.join()).isInstanceOf(LookupResult.Found.class);
        assertThat(other.join()).isInstanceOf(LookupResult.Rejected.class);
    }

    private OidcDirectory openTwo() {
        return open(null, TestIssuers.settings(), TestIssuers.settings(OTHER, TestIssuers.MAPPINGS, List.of()));
    }

    /** A rotation at one issuer is seen however many bring tokens of another one, whose keys are not to be had. */
    @Test
    void anIssuerWithoutKeysKeepsNobodyElseFromAsking() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        OidcDirectory directory = openTwo();
        BackendGuard guard = new BackendGuard(
                directory, GuardSettings.DEFAULT, 100, System::nanoTime, Schedulers.parallel(), LookupRecorder.NONE);
        TestLogin theirs =
                TestLogin.token(TestToken.of(OTHERS).with("iss", OTHER).signed(OTHERS));
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> askThrough(guard, directory, theirs)).hasMessageContaining("it is down");
        }

        pass(Duration.ofMinutes(1));
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(NEWER)));
        assertThat(askThrough(
                        guard, directory, TestLogin.token(TestToken.of(NEWER).signed(NEWER))))
                .isInstanceOf(LookupResult.Found.class);
        guard.close();
    }

    private static LookupResult askThrough(BackendGuard guard, OidcDirectory directory, TestLogin login) {
        GuardedLookup guarded = guard.begin(null);
        try {
            LookupResult result = Objects.requireNonNull(ask(directory, login));
            guarded.answered();
            return result;
        } catch (RuntimeException e) {
            guarded.failed(e);
            throw e;
        }
    }

    @Test
    void theProbeSaysItOfEachIssuer() {
        keys.put(TestToken.ISSUER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is closed")));
        OidcDirectory directory = openTwo();

        assertThatThrownBy(() -> directory.probe().block())
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(TestToken.ISSUER + ": the issuer's keys are not to be had: it is down")
                .hasMessageContaining(OTHER + ": the issuer's keys are not to be had: it is closed");
    }

    /** Nobody waits for a lookup that was given up, and what comes later is nobody's. */
    @Test
    void anErrorThatIsLateIsNotLogged() {
        Sinks.One<IssuerKeys> answer = Sinks.one();
        keys.put(TestToken.ISSUER, answer.asMono());
        OidcDirectory directory = open(null, TestIssuers.settings());
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            String token = TestToken.of(KEY).signed(KEY);
            Lookup lookup = Objects.requireNonNull(
                    directory.lookup(TestLogin.token(token).request()));
            lookup.start(LookupTerms.until(System.nanoTime())).mono().toFuture().cancel(true);
            answer.tryEmitError(new UndecidedException(Drop.UNDECIDED, "it is down"))
                    .orThrow();
        } finally {
            Hooks.resetOnErrorDropped();
        }

        assertThat(dropped).isEmpty();
    }
}

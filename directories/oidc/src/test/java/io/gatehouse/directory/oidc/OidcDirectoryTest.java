package io.gatehouse.directory.oidc;

import static io.gatehouse.directory.oidc.TestProviders.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.UnusableAnswerException;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Whose tokens are looked at, and what is known without a question. */
class OidcDirectoryTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey OTHERS = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final String OTHER = "https://other.example.com";

    private final TestProviders providers = new TestProviders();
    private final Map<String, Mono<IssuerKeys>> keys = providers.keys();

    private OidcDirectory open(@Nullable String user, IssuerSettings... issuers) {
        return providers.open(user, issuers);
    }

    private OidcDirectory openOne() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        return open(null, TestIssuers.settings());
    }

    private OidcDirectory openTwo() {
        return open(null, TestIssuers.settings(), TestIssuers.settings(OTHER, TestIssuers.MAPPINGS, List.of()));
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
        providers.pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> ask(
                        directory,
                        TestLogin.token(
                                TestToken.of(KEY).withHeader("kid", "three").signed(KEY))))
                .isInstanceOf(UnusableAnswerException.class);
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
        providers.pass(TestKeys.REFRESH.timeout());
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(UndecidedException.class)
                .hasMessageContaining("the issuer's keys are not available: it did not answer in time");
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
                .hasMessage(OTHER + ": the issuer's keys are not available: it is down");
        keys.put(OTHER, Mono.just(TestKeys.keys(OTHERS)));
        directory.probe().block();
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        directory.probe().block();
    }

    @Test
    void theProbeSaysItOfEachIssuer() {
        keys.put(TestToken.ISSUER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is closed")));
        OidcDirectory directory = openTwo();

        assertThatThrownBy(() -> directory.probe().block())
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(TestToken.ISSUER + ": the issuer's keys are not available: it is down")
                .hasMessageContaining(OTHER + ": the issuer's keys are not available: it is closed");
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

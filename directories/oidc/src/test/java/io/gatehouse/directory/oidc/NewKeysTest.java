package io.gatehouse.directory.oidc;

import static io.gatehouse.directory.oidc.TestProviders.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Tokens of keys that are newer than those that are known, by a clock that only the test moves. */
class NewKeysTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey OTHERS = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey NEWER = TestKey.generate(SigningAlgorithm.ES256, "two");
    private static final String OTHER = "https://other.example.com";

    private final TestProviders providers = new TestProviders();
    private final Map<String, Mono<IssuerKeys>> keys = providers.keys();

    private OidcDirectory openOne() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        return providers.open(null, TestIssuers.settings());
    }

    /** Whatever others have made up before, who has a token of a new key is refused by no keys that are older. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "two")
    void keysThatWereAskedForBeforeRefuseNobody(@Nullable String named) {
        OidcDirectory directory = openOne();
        providers.pass(Duration.ofMinutes(1));
        TestLogin bad =
                TestLogin.token(TestToken.of(KEY).withHeader("kid", named).signed(OTHERS));
        assertThat(ask(directory, bad)).isInstanceOf(LookupResult.Rejected.class);

        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(NEWER)));
        providers.pass(Duration.ofSeconds(1));
        TestLogin good =
                TestLogin.token(TestToken.of(NEWER).withHeader("kid", named).signed(NEWER));
        assertThatThrownBy(() -> ask(directory, good)).isInstanceOf(UnusableAnswerException.class);
        providers.pass(Duration.ofSeconds(10));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Found.class);
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

        providers.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Rejected.class);
        providers.pass(Duration.ofNanos(1));
        assertThat(ask(directory, good)).isInstanceOf(LookupResult.Found.class);
    }

    /** With the wrong key nobody gets in, and everybody else as before. */
    @Test
    void aStormOfBadSignaturesAsksSeldom() {
        OidcDirectory directory = openOne();
        TestLogin good = TestLogin.token(TestToken.of(KEY).signed(KEY));
        providers.pass(Duration.ofSeconds(10));
        int before = providers.asked();
        assertThat(badlySigned(directory, 100)).isEqualTo(100);
        assertThat(providers.asked()).isEqualTo(before + 1);
        providers.pass(Duration.ofSeconds(9));
        assertThat(badlySigned(directory, 100)).isEqualTo(100);
        assertThat(providers.asked()).isEqualTo(before + 1);

        keys.put(TestToken.ISSUER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        providers.pass(Duration.ofSeconds(1));
        assertThat(badlySigned(directory, 100))
                .as("the issuer may have another key by now")
                .isZero();
        assertThat(providers.asked()).isEqualTo(before + 2);
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
        providers.pass(Duration.ofSeconds(10));
        LookupTerms terms =
                LookupTerms.until(System.nanoTime() + Duration.ofSeconds(10).toNanos());
        CompletableFuture<LookupResult> one = first.start(terms).mono().toFuture();
        providers.pass(Duration.ofSeconds(1));
        Lookup second = Objects.requireNonNull(directory.lookup(
                TestLogin.token(TestToken.of(KEY).signed(NEWER)).request()));
        CompletableFuture<LookupResult> other = second.start(terms).mono().toFuture();
        answer.tryEmitValue(TestKeys.keys(OTHERS)).orThrow();

        assertThat(one.join()).isInstanceOf(LookupResult.Found.class);
        assertThat(other.join()).isInstanceOf(LookupResult.Rejected.class);
    }

    /** A rotation at one issuer is seen however many bring tokens of another one, whose keys are not to be had. */
    @Test
    void anIssuerWithoutKeysKeepsNobodyElseFromAsking() {
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        keys.put(OTHER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down")));
        OidcDirectory directory = providers.open(
                null, TestIssuers.settings(), TestIssuers.settings(OTHER, TestIssuers.MAPPINGS, List.of()));
        BackendGuard guard = new BackendGuard(
                directory,
                GuardSettings.DEFAULT,
                100,
                Duration.ZERO,
                System::nanoTime,
                Schedulers.parallel(),
                LookupRecorder.NONE);
        TestLogin theirs =
                TestLogin.token(TestToken.of(OTHERS).with("iss", OTHER).signed(OTHERS));
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> askThrough(guard, directory, theirs)).hasMessageContaining("it is down");
        }

        providers.pass(Duration.ofMinutes(1));
        keys.put(TestToken.ISSUER, Mono.just(TestKeys.keys(NEWER)));
        assertThat(askThrough(
                        guard, directory, TestLogin.token(TestToken.of(NEWER).signed(NEWER))))
                .isInstanceOf(LookupResult.Found.class);
        guard.close();
    }

    private static LookupResult askThrough(BackendGuard guard, OidcDirectory directory, TestLogin login) {
        GuardedLookup guarded =
                guard.begin(null, System.nanoTime() + Duration.ofSeconds(2).toNanos());
        try {
            LookupResult result = Objects.requireNonNull(ask(directory, login));
            guarded.answered();
            return result;
        } catch (RuntimeException e) {
            guarded.failed(e);
            throw e;
        }
    }
}

package io.gatehouse.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Accounts;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class DirectoryAuthorizerTest {
    private static final Directory NOBODY = (request, deadline) -> Mono.just(LookupResult.NotMine.NOT_MINE);
    private static final Verdict SENTINEL_ALONE = new Verdict.Denied(
            DenyReason.NO_CREDENTIALS,
            "the sentinel came alone: the client sent neither user and password nor a token");
    private static final AuthorizationRequest BOB = SampleRequest.login("bob", "secret");

    private final Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
    private final Directory everybody = (request, deadline) -> Mono.just(found("everybody", false));

    @Test
    void letsInWhomADirectoryFinds() {
        assertThat(verdict(BOB, everybody))
                .isInstanceOfSatisfying(
                        Verdict.Granted.class,
                        granted -> assertThat(granted.account()).isEqualTo("APP"));
    }

    @Test
    void appliesThePolicyToWhatWasFound() {
        assertThat(verdict(BOB, (request, deadline) -> Mono.just(found("bob", true))))
                .isEqualTo(new Verdict.Denied(DenyReason.DISABLED));
    }

    @Test
    void asksTheNextDirectoryOnlyAboutWhatTheOneBeforeDoesNotKnow() {
        AtomicInteger asked = new AtomicInteger();
        Directory last = (request, deadline) -> {
            asked.incrementAndGet();
            return everybody.find(request, deadline);
        };
        Directory rejecting = (request, deadline) -> Mono.just(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS));

        assertThat(verdict(BOB, NOBODY, rejecting, last)).isEqualTo(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
        assertThat(asked).hasValue(0);
        assertThat(verdict(BOB, NOBODY, last)).isInstanceOf(Verdict.Granted.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void deniesWhatNobodyKnows() {
        assertThat(verdict(BOB, NOBODY, NOBODY)).isEqualTo(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
    }

    @Test
    void tellsThatNoCredentialsWerePresented() {
        Verdict none = new Verdict.Denied(DenyReason.NO_CREDENTIALS);
        Verdict bad = new Verdict.Denied(DenyReason.BAD_CREDENTIALS);

        assertThat(verdict(SampleRequest.client().build(), NOBODY)).isEqualTo(none);
        assertThat(verdict(SampleRequest.client().jwt("the sentinel's").build(), NOBODY))
                .isEqualTo(SENTINEL_ALONE);
        assertThat(verdict(SampleRequest.login("", ""), NOBODY)).isEqualTo(none);
        assertThat(verdict(SampleRequest.client().token("t").build(), NOBODY)).isEqualTo(bad);
        assertThat(verdict(SampleRequest.client().nkey("U").build(), NOBODY)).isEqualTo(bad);
    }

    /** Libraries differ in whether they send the nkey that signs for the sentinel's JWT. */
    @Test
    void tellsThatTheSentinelCameAloneWhateverTheLibrarySends() {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        String jwt = SampleRequest.sentinelJwt(user.publicKey());
        SampleRequest sentinel = SampleRequest.client().jwt(jwt);
        String another = SigningKey.generate(NkeyKind.USER).publicKey().text();

        assertThat(verdict(sentinel.build(), NOBODY)).isEqualTo(SENTINEL_ALONE);
        assertThat(verdict(sentinel.nkey(user.publicKey().text()).build(), NOBODY))
                .isEqualTo(SENTINEL_ALONE);
        assertThat(verdict(sentinel.nkey(another).build(), NOBODY))
                .as("an nkey of the client's own")
                .isEqualTo(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
    }

    @Test
    void decidesNothingWhenADirectoryCannotTell() {
        Directory broken = (request, deadline) -> Mono.error(new IllegalStateException("down"));

        StepVerifier.create(new DirectoryAuthorizer(List.of(broken, everybody), policy)
                        .authorize(BOB, SampleRequest.inTime()))
                .verifyErrorMessage("down");
    }

    @Test
    void answersOnTheSpotWhatDirectoriesAnswerOnTheSpot() {
        assertThat(new DirectoryAuthorizer(List.of(NOBODY, everybody), policy).authorize(BOB, SampleRequest.inTime()))
                .isInstanceOf(Fuseable.ScalarCallable.class);
    }

    @Test
    void waitsForADirectoryThatTakesItsTime() {
        Sinks.One<LookupResult> later = Sinks.one();

        StepVerifier.create(new DirectoryAuthorizer(List.of((request, deadline) -> later.asMono(), everybody), policy)
                        .authorize(BOB, SampleRequest.inTime()))
                .then(() -> later.tryEmitValue(LookupResult.NotMine.NOT_MINE))
                .expectNextMatches(Verdict.Granted.class::isInstance)
                .verifyComplete();
    }

    @Test
    void needsADirectory() {
        assertThatThrownBy(() -> new DirectoryAuthorizer(List.of(), policy))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Verdict verdict(AuthorizationRequest request, Directory... directories) {
        return new DirectoryAuthorizer(List.of(directories), policy)
                .authorize(request, SampleRequest.inTime())
                .blockOptional()
                .orElseThrow();
    }

    private LookupResult found(String name, boolean disabled) {
        return new LookupResult.Found(Identity.of(
                "scripted",
                Entitlements.alice()
                        .name(name)
                        .account("APP")
                        .disabled(disabled)
                        .build()));
    }
}

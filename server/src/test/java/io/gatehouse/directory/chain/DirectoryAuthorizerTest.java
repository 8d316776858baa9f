package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.PolicyRules;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class DirectoryAuthorizerTest {
    private static final Directory NOBODY = ScriptedDirectory.answering(request -> LookupResult.NotMine.NOT_MINE);
    private static final Verdict SENTINEL_ALONE = new Verdict.Denied(
            DenyReason.NO_CREDENTIALS,
            "the sentinel came alone: the client sent neither user and password nor a token");
    private static final AuthorizationRequest BOB = SampleRequest.login("bob", "secret");

    private final Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
    private final Directory everybody = ScriptedDirectory.answering(request -> found("everybody", false));

    @Test
    void letsInWhomADirectoryFinds() {
        assertThat(verdict(BOB, everybody))
                .isInstanceOfSatisfying(
                        Verdict.Granted.class,
                        granted -> assertThat(granted.account()).isEqualTo("APP"));
    }

    @Test
    void appliesThePolicyToWhatWasFound() {
        assertThat(verdict(BOB, ScriptedDirectory.answering(request -> found("bob", true))))
                .isEqualTo(new Verdict.Denied(DenyReason.DISABLED));
    }

    @Test
    void asksTheNextDirectoryOnlyAboutWhatTheOneBeforeDoesNotKnow() {
        ScriptedDirectory last = ScriptedDirectory.answering(request -> found("everybody", false));
        Directory rejecting = ScriptedDirectory.answering(request -> ScriptedDirectory.WRONG);

        assertThat(verdict(BOB, NOBODY, rejecting, last)).isEqualTo(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
        assertThat(last.asked()).isEmpty();
        assertThat(verdict(BOB, NOBODY, last)).isInstanceOf(Verdict.Granted.class);
        assertThat(last.asked()).hasSize(1);
    }

    /** So that caches and failure limits know the user whatever account is asked for. */
    @Test
    void asksDirectoriesWithoutTheAccountThatALoginAsksFor() {
        List<String> names = new ArrayList<>();
        ScriptedDirectory directory = ScriptedDirectory.answering(request -> {
            names.add(request.connect().user());
            return found("bob", false);
        });
        DirectoryChain chain = new ChainBuilder(LookupSettings.DEFAULT, LookupRecorder.NONE)
                .add(Match.ALL, directory)
                .build();
        PolicyRules rules = new PolicyRules(RuleSet.EMPTY, AccountSeparator.of("/"), CertificateReader.NONE);
        Policy separated = new Policy(
                Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)),
                Clock.systemUTC(),
                SessionLimit.NONE,
                ValueHandling.REFUSE,
                rules);
        DirectoryAuthorizer authorizer = new DirectoryAuthorizer(chain, separated);

        assertThat(authorizer.authorize(SampleRequest.login("bob/APP", "secret"), SampleRequest.inTime()))
                .extracting(DirectoryAuthorizerTest::verdictOf)
                .isInstanceOf(Verdict.Granted.class);
        assertThat(authorizer.authorize(SampleRequest.login("bob/OTHER", "secret"), SampleRequest.inTime()))
                .extracting(DirectoryAuthorizerTest::verdictOf)
                .isEqualTo(new Verdict.Denied(DenyReason.ACCOUNT_NOT_GRANTED));
        assertThat(names).as("the second answer is from the cache").containsExactly("bob");
    }

    private static Verdict verdictOf(Answer<Authorization> answer) {
        return Objects.requireNonNull(answer.mono().block()).verdict();
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
        ScriptedDirectory broken = ScriptedDirectory.slow(Lookup.Kind.REMOTE);

        StepVerifier.create(authorizer(broken, everybody)
                        .authorize(BOB, SampleRequest.inTime())
                        .mono())
                .then(() -> broken.asked(0).fail(new IllegalStateException("down")))
                .verifyErrorMessage("the directory failed: java.lang.IllegalStateException");
    }

    @Test
    void decidesNothingWhenADirectoryThrows() {
        Directory throwing = ScriptedDirectory.answering(request -> {
            throw new IllegalStateException("down");
        });

        assertThatThrownBy(() -> authorizer(throwing, everybody).authorize(BOB, SampleRequest.inTime()))
                .isInstanceOf(UndecidedException.class)
                .hasMessage("the directory failed: java.lang.IllegalStateException");
    }

    @Test
    void answersAtOnceWhatDirectoriesAnswerAtOnce() {
        assertThat(authorizer(NOBODY, everybody).authorize(BOB, SampleRequest.inTime()))
                .isInstanceOf(Answer.Ready.class);
    }

    @Test
    void waitsForADirectoryThatTakesItsTime() {
        ScriptedDirectory later = ScriptedDirectory.slow(Lookup.Kind.REMOTE);

        StepVerifier.create(authorizer(later, everybody)
                        .authorize(BOB, SampleRequest.inTime())
                        .mono())
                .then(() -> later.asked(0).answer(LookupResult.NotMine.NOT_MINE))
                .expectNextMatches(answer -> answer.verdict() instanceof Verdict.Granted)
                .verifyComplete();
    }

    /** For log and audit: who answered, who the client is, and whether it was remembered. */
    @Test
    void tellsWhatTheVerdictRestsOn() {
        ScriptedDirectory users = ScriptedDirectory.quick();
        DirectoryAuthorizer authorizer = authorizer(NOBODY, users);
        AuthorizationRequest right = SampleRequest.login("alice", "right");

        Authorization first = answer(authorizer, right);
        assertThat(first.directory()).isEqualTo(users.name());
        assertThat(first.identity()).isNotNull().extracting(Identity::name).isEqualTo("alice");
        assertThat(first.origin()).isEqualTo(Origin.DIRECTORY);
        assertThat(answer(authorizer, right).origin()).isEqualTo(Origin.CACHE);

        Authorization wrong = answer(authorizer, SampleRequest.login("alice", "wrong"));
        assertThat(wrong.directory()).isEqualTo(users.name());
        assertThat(wrong.identity()).isNull();
        assertThat(answer(authorizer(NOBODY), right))
                .isEqualTo(Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)));
    }

    private static Authorization answer(DirectoryAuthorizer authorizer, AuthorizationRequest request) {
        return authorizer
                .authorize(request, SampleRequest.inTime())
                .mono()
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void needsADirectory() {
        assertThatThrownBy(this::authorizer).isInstanceOf(IllegalArgumentException.class);
    }

    private Verdict verdict(AuthorizationRequest request, Directory... directories) {
        return authorizer(directories)
                .authorize(request, SampleRequest.inTime())
                .map(Authorization::verdict)
                .mono()
                .blockOptional()
                .orElseThrow();
    }

    private DirectoryAuthorizer authorizer(Directory... directories) {
        ChainBuilder chain = new ChainBuilder(LookupSettings.DEFAULT, LookupRecorder.NONE);
        for (Directory directory : directories) {
            chain.add(Match.ALL, directory);
        }
        return new DirectoryAuthorizer(chain.build(), policy);
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

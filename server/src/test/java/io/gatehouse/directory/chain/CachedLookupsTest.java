package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.SampleCredential;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedLookupsTest {
    private final CountingRecorder recorder = new CountingRecorder();
    private final AtomicLong now = new AtomicLong();

    private Chained before(Directory directory) {
        return new Chained(directory, LookupSettings.DEFAULT, recorder, now::get);
    }

    private static LookupResult find(Chained directory, String user, String password) {
        return find(directory, SampleRequest.login(user, password));
    }

    private static LookupResult find(Chained directory, AuthorizationRequest request) {
        return directory.find(request, SampleRequest.inTime()).blockOptional().orElseThrow();
    }

    @Test
    void aSecondLoginIsAnsweredFromMemoryAtOnce() {
        ScriptedDirectory directory = ScriptedDirectory.quick();
        Chained cached = before(directory);

        LookupResult first = find(cached, "alice", "right");
        Answer<ChainResult> second = cached.chain.find(SampleRequest.login("alice", "right"), SampleRequest.inTime());

        assertThat(second).isEqualTo(new Answer.Ready<>(new ChainResult(first, directory.name(), Origin.CACHE)));
        assertThat(first).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(1);
        assertThat(recorder.count(Result.HIT)).isEqualTo(1);
        assertThat(recorder.count(Result.MISS)).isEqualTo(1);
    }

    @Test
    void anotherPasswordIsAnotherQuestion() {
        Chained cached = before(ScriptedDirectory.quick());
        find(cached, "alice", "right");

        assertThat(find(cached, "alice", "wrong")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(find(cached, "bob", "right")).isNotEqualTo(find(cached, "alice", "right"));
    }

    @Test
    void aWrongPasswordIsComparedOnce() {
        ScriptedDirectory directory = ScriptedDirectory.quick();
        Chained cached = before(directory);

        assertThat(find(cached, "alice", "wrong")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(find(cached, "alice", "wrong")).isEqualTo(ScriptedDirectory.WRONG);

        assertThat(directory.asked()).hasSize(1);
        assertThat(recorder.count(Result.NEGATIVE_HIT)).isEqualTo(1);
    }

    @Test
    void afterAReloadNothingOldIsAnswered() {
        ScriptedDirectory directory = ScriptedDirectory.quick();
        Chained cached = before(directory);
        find(cached, "alice", "right");
        find(cached, "alice", "wrong");

        directory.reload();
        find(cached, "alice", "right");
        find(cached, "alice", "wrong");

        assertThat(directory.asked()).hasSize(4);
    }

    @Test
    void anAnswerThatAReloadOvertookIsAskedForAgain() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained cached = before(directory);
        CompletableFuture<LookupResult> waiting = cached.find(
                        SampleRequest.login("alice", "old"), SampleRequest.inTime())
                .toFuture();

        directory.reload();
        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(waiting).isNotDone();
        assertThat(directory.asked()).hasSize(2);
        directory.asked(1).answer(ScriptedDirectory.WRONG);
        assertThat(waiting.join()).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(find(cached, "alice", "old")).isEqualTo(ScriptedDirectory.WRONG);
    }

    @Test
    void whoAsksAfterAReloadDoesNotJoinWhoAskedBefore() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained cached = before(directory);
        CompletableFuture<LookupResult> early = cached.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .toFuture();
        directory.reload();
        CompletableFuture<LookupResult> late = cached.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .toFuture();

        assertThat(directory.asked()).hasSize(2);
        directory.asked(1).answer(ScriptedDirectory.WRONG);
        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(late.join()).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(early.join()).isEqualTo(ScriptedDirectory.WRONG);
    }

    @Test
    void whatPresentsNothingIsUnknownAndNotRemembered() {
        Chained cached = before(ScriptedDirectory.quick());

        assertThat(find(cached, SampleRequest.client().build())).isEqualTo(LookupResult.NotMine.NOT_MINE);
        assertThat(recorder.count(Result.MISS)).isZero();
    }

    @Test
    void policyHasItsSayAboutEveryRequest() {
        Sources sources = Sources.of(List.of(SourceRange.parse("10.1.2.0/24")));
        UserLimits limits = new UserLimits(-1, -1, -1, sources, Hours.ANY);
        LookupResult alice =
                new LookupResult.Found(Identity.of("scripted", ScriptedDirectory.entitlement("alice", limits)));
        Chained cached = before(ScriptedDirectory.answering(request -> alice));
        DirectoryAuthorizer authorizer = new DirectoryAuthorizer(cached.chain, ScriptedDirectory.POLICY);
        AuthorizationRequest near = SampleRequest.login("alice", "right");
        AuthorizationRequest far = new AuthorizationRequest(
                near.subject(),
                0,
                0,
                near.server(),
                near.userNkey(),
                SampleRequest.client().host("192.0.2.1").build().client(),
                near.connect(),
                null,
                null);

        assertThat(authorizer
                        .authorize(near, 0)
                        .map(Authorization::verdict)
                        .mono()
                        .block())
                .isInstanceOf(Verdict.Granted.class);
        assertThat(authorizer
                        .authorize(far, 0)
                        .map(Authorization::verdict)
                        .mono()
                        .block())
                .isEqualTo(new Verdict.Denied(DenyReason.SOURCE_NOT_ALLOWED));
        assertThat(recorder.count(Result.HIT)).isEqualTo(1);
    }

    @Test
    void aSignedChallengeIsCheckedEachTime() {
        ScriptedDirectory directory = ScriptedDirectory.answering(request -> ScriptedDirectory.found("U"))
                .reading(LoginPart.NKEY);
        Chained cached = before(directory);

        find(cached, SampleCredential.nkey("U", "signature 1", "nonce 1").request());
        find(cached, SampleCredential.nkey("U", "signature 2", "nonce 2").request());
        find(cached, SampleCredential.nkey("U", "signature 1", "nonce 2").request());

        assertThat(directory.asked()).hasSize(3);
    }

    @Test
    void anOldAnswerIsAskedForAnew() {
        ScriptedDirectory directory = ScriptedDirectory.quick();
        Chained cached = before(directory);
        find(cached, "alice", "right");

        now.addAndGet(Duration.ofMinutes(6).toNanos());
        find(cached, "alice", "right");
        find(cached, "alice", "right");

        assertThat(directory.asked()).hasSize(2);
    }

    @Test
    void withoutACacheEveryLoginIsAQuestion() {
        ScriptedDirectory directory = ScriptedDirectory.quick();
        CacheSettings off = new CacheSettings(Duration.ZERO, Duration.ZERO, 0, 64 << 10);
        Chained cached =
                new Chained(directory, new LookupSettings(off, FailureSettings.NONE, 1, true), recorder, now::get);

        find(cached, "alice", "right");
        find(cached, "alice", "right");

        assertThat(directory.asked()).hasSize(2);
    }
}

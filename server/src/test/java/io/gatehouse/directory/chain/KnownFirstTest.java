package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;

/** Whose password is checked first, and whose need not be checked again. */
@Timeout(60)
class KnownFirstTest {
    private final AtomicLong now = new AtomicLong();
    private final CountingRecorder recorder = new CountingRecorder();

    private Chained before(Directory directory) {
        return new Chained(directory, LookupSettings.DEFAULT, recorder, now::get);
    }

    private static CompletableFuture<LookupResult> ask(Chained cached, String user) {
        return cached.find(SampleRequest.login(user, "p"), SampleRequest.inTime())
                .toFuture();
    }

    /** Alice logs in for the first time, and her password is right. */
    private static LookupResult letIn(Chained cached, ScriptedDirectory directory) {
        CompletableFuture<LookupResult> first = ask(cached, "alice");
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(first).isCompleted();
        return first.join();
    }

    private void timeToLiveIsOver() {
        now.addAndGet(Duration.ofMinutes(6).toNanos());
    }

    @Test
    void whoWasRightBeforeIsKnownAndAStrangerIsNot() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained cached = before(directory);
        letIn(cached, directory);
        timeToLiveIsOver();

        CompletableFuture<LookupResult> again = ask(cached, "alice");
        assertThat(again).isNotDone();

        assertThat(directory.asked(0).check().precedence()).isEqualTo(Precedence.ORDINARY);
        assertThat(directory.asked(1).check().precedence()).isEqualTo(Precedence.KNOWN);
    }

    /** Or who has a password of the same name in one directory could guess at it in another without being counted there. */
    @Test
    void whoWasRightInAnotherDirectoryIsNoGuesserThereOnly() {
        ScriptedDirectory other = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
        ScriptedDirectory own = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
        Chained both = new Chained(new ChainBuilder(LookupSettings.DEFAULT, recorder, now::get, Schedulers.parallel())
                .add(Match.ALL, other)
                .add(Match.ALL, own)
                .build());

        for (int i = 0; i < 2; i++) {
            CompletableFuture<LookupResult> answer = ask(both, "alice");
            other.asked(i).answer(LookupResult.NotMine.NOT_MINE);
            own.asked(i).answer(ScriptedDirectory.found("alice"));
            assertThat(answer).isCompleted();
            timeToLiveIsOver();
        }

        assertThat(own.asked(0).isKnownGood()).isFalse();
        assertThat(own.asked(1).isKnownGood()).isTrue();
        assertThat(other.asked(1).isKnownGood()).isFalse();
        assertThat(other.asked(1).check().precedence()).isEqualTo(Precedence.KNOWN);
    }

    @Test
    void onlyAFewChecksOfASourceGoBeforeThoseOfOthers() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained cached = before(directory);
        int few = LookupSettings.DEFAULT_HASHES_PER_SOURCE;
        for (int i = 0; i <= few; i++) {
            assertThat(ask(cached, "user " + i)).isNotDone();
        }
        assertThat(directory.asked(few - 1).check().precedence()).isEqualTo(Precedence.ORDINARY);
        assertThat(directory.asked(few).check().precedence()).isEqualTo(Precedence.LOW);

        directory.asked(0).answer(ScriptedDirectory.WRONG);
        assertThat(ask(cached, "does not overtake who waits")).isNotDone();
        assertThat(directory.asked(few + 1).check().precedence()).isEqualTo(Precedence.LOW);
        SampleRequest elsewhere = new SampleRequest("192.0.2.1", "Client", "nats", "bob", "p", null, null, null);
        assertThat(cached.find(elsewhere.build(), SampleRequest.inTime()).toFuture())
                .isNotDone();
        assertThat(directory.asked(few + 2).check().precedence()).isEqualTo(Precedence.ORDINARY);

        for (int i = 1; i < few + 2; i++) {
            directory.asked(i).answer(ScriptedDirectory.WRONG);
        }
        assertThat(ask(cached, "all of its source have ended")).isNotDone();
        assertThat(directory.asked(few + 3).check().precedence()).isEqualTo(Precedence.ORDINARY);
    }

    @Test
    void whereTheGenerationIsProofABusyPoolIsNotAskedAgain() {
        ScriptedDirectory directory =
                ScriptedDirectory.slow(Lookup.Kind.HASHING).provingByVersion();
        Chained cached = before(directory);
        LookupResult known = letIn(cached, directory);
        timeToLiveIsOver();
        directory.busy(true);

        assertThat(ask(cached, "alice").join()).isSameAs(known);
        assertThat(directory.asked()).hasSize(1);
        assertThat(recorder.count(Result.REVALIDATED)).isEqualTo(1);

        directory.busy(false);
        assertThat(ask(cached, "alice")).as("nobody would have to wait").isNotDone();
        assertThat(directory.asked()).hasSize(2);
    }

    @Test
    void aProofIsKeptForAsLongAsItIsUsed() {
        ScriptedDirectory directory =
                ScriptedDirectory.slow(Lookup.Kind.HASHING).provingByVersion();
        Chained cached = before(directory);
        LookupResult known = letIn(cached, directory);
        directory.busy(true);

        for (int i = 0; i < 5; i++) {
            now.addAndGet(Duration.ofMinutes(40).toNanos());
            assertThat(ask(cached, "alice").join()).isSameAs(known);
        }

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(ask(cached, "alice")).isNotDone();
        assertThat(directory.asked()).hasSize(2);
    }

    @Test
    void aChangedRecordIsNoProof() {
        ScriptedDirectory directory =
                ScriptedDirectory.slow(Lookup.Kind.HASHING).provingByVersion();
        Chained cached = before(directory);
        letIn(cached, directory);
        timeToLiveIsOver();
        directory.busy(true);
        directory.reload();

        assertThat(ask(cached, "alice")).isNotDone();
        assertThat(directory.asked()).hasSize(2);
    }

    /** A directory somewhere else cannot know that nothing has changed. */
    @Test
    void withoutThatPropertyNobodyIsAnsweredUnchecked() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained cached = before(directory);
        letIn(cached, directory);
        timeToLiveIsOver();
        directory.busy(true);

        assertThat(ask(cached, "alice")).isNotDone();
        assertThat(recorder.count(Result.REVALIDATED)).isZero();
    }
}

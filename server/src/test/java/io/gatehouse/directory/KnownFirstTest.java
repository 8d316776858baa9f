package io.gatehouse.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose password is checked first, and whose need not be checked again. */
@Timeout(60)
class KnownFirstTest {
    private final AtomicLong now = new AtomicLong();
    private final CountingRecorder recorder = new CountingRecorder();

    private CachedDirectory before(StatefulDirectory directory) {
        return new CachedDirectory(directory, LookupSettings.DEFAULT, recorder, now::get);
    }

    private static CompletableFuture<LookupResult> ask(CachedDirectory cached, String user) {
        return cached.find(SampleRequest.login(user, "p"), 0).toFuture();
    }

    /** Alice logs in for the first time, and her password is right. */
    private static LookupResult letIn(CachedDirectory cached, ScriptedDirectory directory) {
        CompletableFuture<LookupResult> first = ask(cached, "alice");
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(first).isCompleted();
        return first.join();
    }

    private void timeToLiveIsOver() {
        now.addAndGet(Duration.ofMinutes(6).toNanos());
    }

    @Test
    void knownChecksGoFirstThenOrdinaryOnesThenThoseOfABusySource() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (Precedence precedence : List.of(Precedence.LOW, Precedence.ORDINARY, Precedence.KNOWN)) {
                for (int i = 0; i < 2; i++) {
                    all.add(scene.begin(scene.named(precedence + " " + i), precedence));
                }
            }

            running.letGo();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(scene.hashed)
                    .as("the fourth of all, after the one that ran first, is the turn of the lowest")
                    .containsExactly("KNOWN 0", "KNOWN 1", "LOW 0", "ORDINARY 0", "ORDINARY 1", "LOW 1");
        }
    }

    @Test
    void aCrowdThatIsKnownDoesNotKeepEverybodyElseOut() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(scene.begin(scene.named("known"), Precedence.KNOWN));
            }
            all.add(scene.begin(scene.named("ordinary"), 60_000).result());

            running.letGo();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(scene.hashed.indexOf("ordinary")).isLessThan(8);
        }
    }

    @Test
    void whatIsRefusedWhenItsTurnComesIsNotHashed() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            IllegalStateException refusal = new IllegalStateException("too many");
            Asking asking = new Asking(scene.deadline(60_000), Precedence.ORDINARY, () -> refusal);
            PasswordCheck check = scene.checks.begin(scene.named("refused"), ChecksScene.PASSWORD, asking);

            running.letGo();

            assertThat(check.result().handle((right, why) -> why).join()).hasCause(refusal);
            assertThat(scene.hashed).isEmpty();
            assertThat(scene.drops).containsEntry(CheckDrop.LIMITED, 1);
        }
    }

    @Test
    void whoWasRightBeforeIsKnownAndAStrangerIsNot() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING);
        CachedDirectory cached = before(directory);
        letIn(cached, directory);
        timeToLiveIsOver();

        CompletableFuture<LookupResult> again = ask(cached, "alice");
        assertThat(again).isNotDone();

        assertThat(directory.asked(0).asking().precedence()).isEqualTo(Precedence.ORDINARY);
        assertThat(directory.asked(1).asking().precedence()).isEqualTo(Precedence.KNOWN);
    }

    @Test
    void onlyAFewChecksOfASourceGoBeforeThoseOfOthers() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING);
        CachedDirectory cached = before(directory);
        int few = LookupSettings.DEFAULT_HASHES_PER_SOURCE;
        for (int i = 0; i <= few; i++) {
            assertThat(ask(cached, "user " + i)).isNotDone();
        }
        assertThat(directory.asked(few - 1).asking().precedence()).isEqualTo(Precedence.ORDINARY);
        assertThat(directory.asked(few).asking().precedence()).isEqualTo(Precedence.LOW);

        directory.asked(0).answer(ScriptedDirectory.WRONG);
        assertThat(ask(cached, "does not overtake who waits")).isNotDone();
        assertThat(directory.asked(few + 1).asking().precedence()).isEqualTo(Precedence.LOW);
        SampleRequest elsewhere = new SampleRequest("192.0.2.1", "Client", "nats", "bob", "p", null, null, null);
        assertThat(cached.find(elsewhere.build(), 0).toFuture()).isNotDone();
        assertThat(directory.asked(few + 2).asking().precedence()).isEqualTo(Precedence.ORDINARY);

        for (int i = 1; i < few + 2; i++) {
            directory.asked(i).answer(ScriptedDirectory.WRONG);
        }
        assertThat(ask(cached, "all of its source have ended")).isNotDone();
        assertThat(directory.asked(few + 3).asking().precedence()).isEqualTo(Precedence.ORDINARY);
    }

    @Test
    void whereTheGenerationIsProofABusyPoolIsNotAskedAgain() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING).provingByGeneration();
        CachedDirectory cached = before(directory);
        LookupResult known = letIn(cached, directory);
        timeToLiveIsOver();
        directory.busy(true);

        assertThat(ask(cached, "alice").join()).isSameAs(known);
        assertThat(directory.asked()).hasSize(1);
        assertThat(recorder.count(Result.PROVEN)).isEqualTo(1);

        directory.busy(false);
        assertThat(ask(cached, "alice")).as("nobody would have to wait").isNotDone();
        assertThat(directory.asked()).hasSize(2);
    }

    @Test
    void aProofIsKeptForAsLongAsItIsUsed() {
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING).provingByGeneration();
        CachedDirectory cached = before(directory);
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
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING).provingByGeneration();
        CachedDirectory cached = before(directory);
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
        ScriptedDirectory directory = ScriptedDirectory.slow(Effort.HASHING);
        CachedDirectory cached = before(directory);
        letIn(cached, directory);
        timeToLiveIsOver();
        directory.busy(true);

        assertThat(ask(cached, "alice")).isNotDone();
        assertThat(recorder.count(Result.PROVEN)).isZero();
    }
}

package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What becomes of an answer that comes when nobody waits for it any more. */
class LateAnswerTest {
    private static final Duration LIMIT = LookupSettings.DEFAULT_LOOKUP_TIMEOUT;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicLong now = new AtomicLong();
    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final Chained chained = new Chained(directory, LookupSettings.DEFAULT, LookupRecorder.NONE, now::get, time);

    @AfterEach
    void endTime() {
        time.dispose();
    }

    private CompletableFuture<LookupResult> ask() {
        return chained.find(
                        SampleRequest.login("alice", "p"),
                        now.get() + Duration.ofSeconds(60).toNanos())
                .toFuture();
    }

    private void askAndWaitInVain() {
        CompletableFuture<LookupResult> answer = ask();
        time.advanceTimeBy(LIMIT);
        // A failure is remembered for a quarter of a second.
        now.addAndGet(LIMIT.toNanos());
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void thatACredentialIsRightIsRemembered() {
        askAndWaitInVain();

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(directory.asked()).hasSize(1);
    }

    /** What has changed meanwhile has another version. */
    @Test
    void ofAnOlderVersionNothingIsTaken() {
        askAndWaitInVain();
        directory.reload();

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(ask()).isNotDone();
        assertThat(directory.asked()).hasSize(2);
    }

    /** Nobody is refused by what the directory knew some time ago: a client gives up for good. */
    @Test
    void aRefusalIsNotRemembered() {
        askAndWaitInVain();

        directory.asked(0).answer(ScriptedDirectory.WRONG);

        CompletableFuture<LookupResult> next = ask();
        assertThat(next).isNotDone();
        directory.asked(1).answer(ScriptedDirectory.found("alice"));
        assertThat(next).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
    }

    @Test
    void aNewerRefusalStays() {
        askAndWaitInVain();
        CompletableFuture<LookupResult> newer = ask();
        directory.asked(1).answer(ScriptedDirectory.WRONG);
        assertThat(newer).isCompletedWithValue(ScriptedDirectory.WRONG);

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(ask()).isCompletedWithValue(ScriptedDirectory.WRONG);
    }

    @Test
    void aNewerIdentityStays() {
        askAndWaitInVain();
        CompletableFuture<LookupResult> newer = ask();
        directory.asked(1).answer(ScriptedDirectory.found("alice"));
        assertThat(newer).isCompleted();

        directory.asked(0).answer(ScriptedDirectory.WRONG);

        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(directory.asked()).hasSize(2);
    }

    /** The newer question is still being answered. */
    @Test
    void itDoesNotComeBeforeANewerOne() {
        askAndWaitInVain();
        CompletableFuture<LookupResult> newer = ask();

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(newer).isNotDone();
        assertThat(ask()).as("joins the newer one").isNotDone();
        directory.asked(1).answer(ScriptedDirectory.WRONG);
        assertThat(ask()).isCompletedWithValue(ScriptedDirectory.WRONG);
    }

    @Test
    void nothingIsAwaitedForLongerThanTwiceTheLimit() {
        askAndWaitInVain();
        time.advanceTimeBy(LIMIT);

        assertThat(directory.asked(0).abandoned()).isTrue();
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(ask()).isNotDone();
    }
}

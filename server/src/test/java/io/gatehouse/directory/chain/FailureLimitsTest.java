package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.PasswordCheckLateException;
import io.gatehouse.passwords.PasswordChecksFullException;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who guesses is not heard for a while; who knows is. */
class FailureLimitsTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedDirectory directory = ScriptedDirectory.quick();
    private final Chained cached = before(directory, new FailureSettings(3, 6, 10, WINDOW));

    private Chained before(Directory asked, FailureSettings failures) {
        CacheSettings cache = new CacheSettings(Duration.ofMinutes(5), Duration.ofSeconds(5), 0, 1 << 20);
        return new Chained(asked, new LookupSettings(cache, failures, 1024, true), recorder, now::get);
    }

    /** What becomes of a login; null when it is not looked at. */
    private @Nullable LookupResult login(String host, String user, String password) {
        SampleRequest from = SampleRequest.client().host(host);
        AuthorizationRequest request =
                new SampleRequest(from.host(), from.kind(), from.type(), user, password, null, null, null).build();
        try {
            return cached.find(request, SampleRequest.inTime()).block();
        } catch (UndecidedException e) {
            assertThat(e.reason()).isEqualTo(Drop.FAILURE_LIMIT);
            assertThat(e.getStackTrace()).isEmpty();
            return null;
        }
    }

    private void guess(String host, String user, int times) {
        for (int i = 0; i < times; i++) {
            login(host, user, "guess " + now.get() + " " + host + i);
        }
    }

    @Test
    void guessesAtAUserFromOneSourceAreNotLookedAtAfterTooMany() {
        guess("10.0.0.1", "alice", 3);
        assertThat(login("10.0.0.1", "alice", "guess 4")).isNull();
        assertThat(login("10.0.0.1", "alice", "right")).isNull();
        assertThat(login("10.0.0.1", "bob", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(4);
        assertThat(recorder.count(Limit.USER_AND_SOURCE)).isEqualTo(2);
        assertThat(recorder.count(Limit.USER)).isZero();
        assertThat(recorder.count(Limit.SOURCE)).isZero();
    }

    /** The victim, of whom this instance knows nothing, comes from somewhere else than who guesses. */
    @Test
    void whoGuessesLocksOnlyItsOwnSourceOut() {
        guess("10.0.0.1", "alice", 50);

        assertThat(login("10.0.0.2", "alice", "right")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void guessesAtAUserFromManySourcesAreNotLookedAtAfterManyMore() {
        for (int i = 0; i < 6; i++) {
            assertThat(login("10.0.0." + i, "alice", "guess " + i)).isEqualTo(ScriptedDirectory.WRONG);
        }
        assertThat(login("10.0.0.7", "alice", "guess 7")).isNull();
        assertThat(login("10.0.0.7", "bob", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(recorder.count(Limit.USER)).isEqualTo(1);
    }

    @Test
    void anAddressIsOneSourceHoweverItIsWritten() {
        guess("10.0.0.1", "alice", 3);

        assertThat(login("::ffff:10.0.0.1", "alice", "right")).isNull();
        assertThat(login("::ffff:a00:1", "alice", "right")).isNull();
        assertThat(login("::ffff:10.0.0.2", "alice", "right")).isInstanceOf(LookupResult.Found.class);
    }

    /** Guesses that wait together are all let through to the queue, and stopped where their hashes would begin. */
    @Test
    void guessesThatWaitTogetherDoNotExceedALimit() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained before = before(hashing, new FailureSettings(3, 0, 0, WINDOW));
        for (int i = 0; i < 10; i++) {
            before.find(SampleRequest.login("alice", "guess " + i), SampleRequest.inTime())
                    .subscribe(answer -> {}, refused -> {});
        }
        assertThat(hashing.asked()).as("none was wrong yet").hasSize(10);

        List<@Nullable RuntimeException> refusals = new ArrayList<>();
        for (ScriptedDirectory.Asked asked : hashing.asked()) {
            RuntimeException refusal = asked.check().refusal().get();
            refusals.add(refusal);
            if (refusal != null) {
                asked.fail(refusal);
            }
        }

        assertThat(refusals.subList(0, 3)).containsOnlyNulls();
        assertThat(refusals.subList(3, 10))
                .allSatisfy(refusal -> assertThat(refusal)
                        .isInstanceOf(UndecidedException.class)
                        .hasMessage("too many wrong credentials for this user from this source"));
    }

    @Test
    void aPasswordThatTurnsOutRightIsNoFailure() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained before = before(hashing, new FailureSettings(1, 1, 1, WINDOW));
        for (int i = 0; i < 20; i++) {
            var waiting = before.find(SampleRequest.login("user " + i, "right"), SampleRequest.inTime())
                    .toFuture();
            assertThat(hashing.asked(i).check().refusal().get()).isNull();
            hashing.asked(i).answer(ScriptedDirectory.found("user " + i));
            assertThat(waiting).isCompleted();
        }
    }

    /** One user with a hash that takes six seconds costs nobody else tries. */
    @Test
    void eachGuessTakesWhatItsOwnHashTakes() {
        directory.hashing(user -> user.startsWith("slow") ? 0.1 : 10);
        Chained before = before(directory, FailureSettings.DEFAULT);
        int slow = lookedAt(before, "10.0.0.1", "slow ", 2);
        int quick = lookedAt(before, "10.0.0.1", "quick ", 500);

        assertThat(slow).isEqualTo(2);
        assertThat(quick).as("two twentieths of 150 are taken").isBetween(134, 136);
        assertThat(lookedAt(before, "10.0.0.2", "slow ", 100)).isEqualTo(20);
        assertThat(lookedAt(before, "10.0.0.3", "quick ", 500)).isBetween(149, 151);
    }

    private int lookedAt(Chained before, String host, String users, int guesses) {
        int asked = directory.asked().size();
        for (int i = 0; i < guesses; i++) {
            SampleRequest from = SampleRequest.client().host(host);
            before.find(
                            new SampleRequest(
                                            from.host(), from.kind(), from.type(), users + i, "guess", null, null, null)
                                    .build(),
                            0)
                    .onErrorComplete()
                    .block();
        }
        return directory.asked().size() - asked;
    }

    @Test
    void aRightPasswordTakesNothingHoweverSlowItsHash() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        AtomicLong tenths = new AtomicLong(100);
        hashing.hashing(user -> tenths.get() / 10.0);
        Chained before = before(hashing, new FailureSettings(0, 0, FailureSettings.DERIVED, WINDOW));
        for (int i = 0; i < 50; i++) {
            tenths.set(100);
            var waiting = before.find(SampleRequest.login("user " + i, "right"), SampleRequest.inTime())
                    .toFuture();
            assertThat(hashing.asked(i).check().refusal().get()).isNull();
            tenths.set(1); // it turns out slower than was thought
            hashing.asked(i).answer(ScriptedDirectory.found("user " + i));
            assertThat(waiting).isCompleted();
        }
        tenths.set(1);
        for (int i = 50; i < 70; i++) {
            assertThat(before.find(SampleRequest.login("user " + i, "guess"), SampleRequest.inTime())
                            .toFuture())
                    .isNotDone();
            assertThat(hashing.asked(i).check().refusal().get()).isNull();
        }
    }

    @Test
    void guessesFromASourceAreNotLookedAtAfterTooMany() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("10.0.0.1", "user " + i, "guess")).isEqualTo(ScriptedDirectory.WRONG);
        }
        assertThat(login("10.0.0.1", "alice", "right")).isNull();
        assertThat(login("10.0.0.2", "alice", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(recorder.count(Limit.SOURCE)).isEqualTo(1);
    }

    @Test
    void addressesThatOneClientCanChooseAreOneSource() {
        for (int i = 0; i < 10; i++) {
            login("2001:db8::" + i, "user " + i, "guess");
        }
        assertThat(login("2001:db8::ffff", "alice", "right")).isNull();
        assertThat(login("2001:db8:0:1::1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void unknownUsersCountAsGuesses() {
        ScriptedDirectory empty = ScriptedDirectory.answering(request -> LookupResult.NotMine.NOT_MINE);
        Chained before = before(empty, new FailureSettings(1, 1, 2, WINDOW));

        for (int i = 0; i < 5; i++) {
            before.find(SampleRequest.login("name " + i, "p"), SampleRequest.inTime())
                    .onErrorComplete()
                    .block();
        }

        assertThat(empty.asked()).hasSize(2);
    }

    @Test
    void whoIsKnownToBeRightIsLetInWhoeverGuesses() {
        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
        guess("10.0.0.1", "alice", 50);

        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(4);
    }

    @Test
    void whoWasRightIsLookedAtAgainWhoeverGuesses() {
        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
        now.addAndGet(Duration.ofMinutes(6).toNanos());
        guess("10.0.0.1", "alice", 50);
        int asked = directory.asked().size();

        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).as("its answer was too old").hasSize(asked + 1);
    }

    @Test
    void theSameWrongPasswordCountsOnceWhileItIsKnown() {
        for (int i = 0; i < 50; i++) {
            assertThat(login("10.0.0.1", "alice", "my old one")).isEqualTo(ScriptedDirectory.WRONG);
        }
        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void whatWasNotDecidedIsNoFailure() {
        ScriptedDirectory failing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained before = before(failing, new FailureSettings(1, 1, 1, WINDOW));
        for (int i = 0; i < 20; i++) {
            var waiting = before.find(SampleRequest.login("alice", "p" + i), SampleRequest.inTime())
                    .toFuture();
            failing.asked(i).fail(i % 2 == 0 ? new PasswordChecksFullException() : new PasswordCheckLateException());
            assertThat(waiting).isCompletedExceptionally();
        }
        assertThat(failing.asked()).hasSize(20);
    }

    @Test
    void whoGivesUpBeforeTheAnswerHasNotFailedYet() {
        ScriptedDirectory slow = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained before = before(slow, new FailureSettings(1, 1, 0, WINDOW));
        for (int i = 0; i < 5; i++) {
            before.find(SampleRequest.login("alice", "p" + i), SampleRequest.inTime())
                    .subscribe()
                    .dispose();
        }
        assertThat(slow.asked()).hasSize(5);
    }

    @Test
    void tokensComeBackOneAfterAnother() {
        guess("10.0.0.1", "alice", 3);
        assertThat(login("10.0.0.1", "alice", "right")).isNull();

        now.addAndGet(WINDOW.toNanos() / 3);

        assertThat(login("10.0.0.1", "alice", "guess")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(login("10.0.0.1", "alice", "guess again")).isNull();
        now.addAndGet(WINDOW.toNanos());
        guess("10.0.0.1", "alice", 2);
        assertThat(login("10.0.0.1", "alice", "right")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void noLimitMeansNone() {
        Chained before = before(directory, FailureSettings.NONE);
        for (int i = 0; i < 2000; i++) {
            assertThat(before.find(SampleRequest.login("alice", "guess " + i), SampleRequest.inTime())
                            .block())
                    .isEqualTo(ScriptedDirectory.WRONG);
        }
    }
}

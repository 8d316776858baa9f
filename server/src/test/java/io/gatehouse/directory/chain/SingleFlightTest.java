package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.OwnLookup;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Who asks what is being asked already waits for that answer. */
@Timeout(60)
class SingleFlightTest {
    /** No lookup is ended before the test ends it. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final Chained cached = before(directory, 2, true);

    private Chained before(Directory asked, int lookups, boolean shared) {
        LookupSettings settings = new LookupSettings(
                CacheSettings.DEFAULT,
                FailureSettings.DEFAULT,
                lookups,
                LONG,
                LookupSettings.DEFAULT_HASHES_PER_SOURCE,
                shared);
        return new Chained(asked, settings, recorder);
    }

    private CompletableFuture<LookupResult> ask(String user, String password) {
        return ask(user, password, SampleRequest.inTime());
    }

    private CompletableFuture<LookupResult> ask(String user, String password, long deadline) {
        return cached.find(SampleRequest.login(user, password), deadline).toFuture();
    }

    @Test
    void aThousandWhoAskTheSameAskOnce() {
        List<CompletableFuture<LookupResult>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(ask("alice", "p"));
        }

        assertThat(directory.asked()).hasSize(1);
        assertThat(recorder.count(Result.JOINED)).isEqualTo(999);
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(all)
                .allSatisfy(
                        answer -> assertThat(answer.join()).isSameAs(all.get(0).join()));
        assertThat(ask("alice", "p")).isCompleted();
        assertThat(directory.asked()).hasSize(1);
    }

    @Test
    void whereFlightsAreNotSharedEverybodyAsks() {
        Chained alone = before(directory, 2, false);
        CompletableFuture<LookupResult> first = ask(alone);
        CompletableFuture<LookupResult> second = ask(alone);

        assertThat(directory.asked()).hasSize(2);
        directory.asked(1).answer(ScriptedDirectory.found("alice"));
        assertThat(second).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(first).isNotDone();
        assertThat(ask(alone)).as("what was answered is remembered").isCompleted();
        assertThat(recorder.count(Result.JOINED)).isZero();
    }

    private static CompletableFuture<LookupResult> ask(Chained directory) {
        return directory
                .find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .toFuture();
    }

    @Test
    void anotherPasswordDoesNotWaitForThisOne() {
        CompletableFuture<LookupResult> right = ask("alice", "right");
        CompletableFuture<LookupResult> wrong = ask("alice", "wrong");

        directory.asked(1).answer(ScriptedDirectory.WRONG);

        assertThat(wrong.join()).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(right).isNotDone();
    }

    @Test
    void whoGivesUpTakesNothingFromTheOthers() {
        Disposable first = cached.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .subscribe();
        CompletableFuture<LookupResult> second = ask("alice", "p");

        first.dispose();
        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(second.join()).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void anAnswerThatNobodyWaitsForAnyMoreIsThereForTheNext() {
        Disposable only = cached.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .subscribe();
        only.dispose();

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(ask("alice", "p")).isCompleted();
        assertThat(directory.asked()).hasSize(1);
    }

    @Test
    void aFailureIsForAllWhoWaitAndIsForgottenSoon() {
        AtomicLong now = new AtomicLong();
        LookupSettings settings = new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, 2, true);
        Chained timed = new Chained(directory, settings, recorder, now::get);
        CompletableFuture<LookupResult> one = ask(timed);
        CompletableFuture<LookupResult> other = ask(timed);

        directory.asked(0).fail(new IllegalStateException("down"));

        assertThatThrownBy(one::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the directory failed: java.lang.IllegalStateException");
        assertThatThrownBy(other::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the directory failed: java.lang.IllegalStateException");
        assertThat(ask(timed)).isCompletedExceptionally();
        assertThat(directory.asked()).as("asked but once").hasSize(1);
        now.addAndGet(settings.guard().failureTtl().toNanos());
        CompletableFuture<LookupResult> next = ask(timed);
        directory.asked(1).answer(ScriptedDirectory.found("alice"));
        assertThat(next.join()).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void aDirectoryThatThrowsEndsTheFlight() {
        AtomicInteger calls = new AtomicInteger();
        Chained throwing = before(
                ScriptedDirectory.answering(request -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("a mistake");
                }),
                1,
                true);

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> throwing.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                            .block())
                    .hasMessage("the directory failed: java.lang.IllegalStateException");
            assertThat(calls).hasValue(i);
        }
    }

    @Test
    void whoJoinsGivesTheQuestionMoreTime() {
        long first = SampleRequest.inTime();
        CompletableFuture<LookupResult> early = ask("alice", "p", first);
        assertThat(directory.asked(0).deadline()).isEqualTo(first);

        CompletableFuture<LookupResult> later = ask("alice", "p", first + 200);
        CompletableFuture<LookupResult> between = ask("alice", "p", first + 100);

        assertThat(directory.asked(0).deadline()).isEqualTo(first + 200);
        assertThat(List.of(early, later, between)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void oneLookupTooManyIsGivenUpAtOnce() {
        CompletableFuture<LookupResult> one = ask("user 1", "p");
        CompletableFuture<LookupResult> two = ask("user 2", "p");
        CompletableFuture<LookupResult> three = ask("user 3", "p");

        assertThat(recorder.lookups()).isEqualTo(2);
        assertThat(three)
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        UndecidedException.class,
                        undecided -> assertThat(undecided.reason()).isEqualTo(Drop.LOOKUPS_FULL));
        assertThat(recorder.refused()).isEqualTo(1);
        assertThat(ask("user 1", "p")).as("who joins takes no room").isNotDone();

        directory.asked(0).answer(ScriptedDirectory.found("user 1"));
        directory.asked(1).fail(new IllegalStateException("down"));
        assertThat(recorder.lookups()).isZero();
        assertThat(one.join()).isNotNull();
        assertThat(two).isCompletedExceptionally();
        assertThat(ask("user 3", "p")).isNotDone();
        assertThat(directory.asked()).hasSize(3);
    }

    @Test
    void passwordChecksHaveTheirOwnBound() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained one = before(hashing, 1, true);

        for (int i = 0; i < 3; i++) {
            assertThat(one.find(SampleRequest.login("user " + i, "p"), SampleRequest.inTime())
                            .toFuture())
                    .isNotDone();
        }

        assertThat(hashing.asked()).hasSize(3);
        assertThat(recorder.lookups()).isZero();
    }

    /** Threads ask and answer as it comes: each question is worked on once, and everybody hears its answer. */
    @Test
    void nobodyAsksTwiceHoweverThreadsMeet() throws Exception {
        int threads = 4;
        int rounds = 3_000;
        AtomicInteger worked = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        Chained raced = before(new Racing(pool, worked), 1024, true);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Integer>> runs = new ArrayList<>();
        try {
            for (int t = 0; t < threads; t++) {
                runs.add(pool.submit(() -> {
                    int right = 0;
                    for (int round = 0; round < rounds; round++) {
                        start.await();
                        LookupResult answer = raced.find(
                                        SampleRequest.login("user " + round, "p"), SampleRequest.inTime())
                                .toFuture()
                                .get();
                        right += answer instanceof LookupResult.Found ? 1 : 0;
                    }
                    return right;
                }));
            }
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isEqualTo(rounds);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(worked).hasValue(rounds);
        assertThat(recorder.count(Result.MISS)).isEqualTo(rounds);
        assertThat(recorder.count(Result.HIT) + recorder.count(Result.JOINED) + rounds)
                .isEqualTo((long) threads * rounds);
        assertThat(recorder.lookups()).isZero();
    }

    /** Answers from another thread, as soon as that comes to it. */
    private record Racing(ExecutorService pool, AtomicInteger worked) implements OwnLookup {
        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            Supplier<LookupResult> work = () -> {
                worked.incrementAndGet();
                return ScriptedDirectory.found("x");
            };
            return new Answer.Pending<>(Mono.fromFuture(CompletableFuture.supplyAsync(work, pool)));
        }

        @Override
        public void close() {}
    }
}

package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.EndingDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A lookup ends, whatever the directory does; its place is free again, and nobody joins it any more. */
class LookupTimeoutTest {
    private static final Duration LIMIT = LookupSettings.DEFAULT_LOOKUP_TIMEOUT;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicLong now = new AtomicLong();
    private final Places places = new Places();
    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final Chained cached = before(directory);

    private Chained before(Directory asked) {
        return new Chained(asked, LookupSettings.DEFAULT, places, now::get, time);
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    private CompletableFuture<LookupResult> ask(String user) {
        return cached.find(SampleRequest.login(user, "p"), SampleRequest.inTime())
                .toFuture();
    }

    private static Throwable failure(CompletableFuture<LookupResult> answer) {
        AtomicBoolean failed = new AtomicBoolean();
        CompletableFuture<Throwable> why = new CompletableFuture<>();
        CompletableFuture<LookupResult> unused = answer.whenComplete((lookup, error) -> {
            failed.set(error != null);
            why.complete(error == null ? new AssertionError("answered with " + lookup) : error);
        });
        assertThat(why).as("it has come to an end").isCompleted();
        assertThat(failed).isTrue();
        return why.join();
    }

    private static void assertUndecided(CompletableFuture<LookupResult> answer, String says) {
        assertThat(failure(answer)).isInstanceOf(UndecidedException.class).hasMessageContaining(says);
    }

    private void assertAllOver() {
        assertThat(places.taken()).isZero();
        assertThat(cached.underWay()).isZero();
    }

    /** As many as there may be hang forever; then the backend is well again. */
    @Test
    void hungLookupsKeepNobodyOutOnceTheBackendIsWellAgain() {
        List<CompletableFuture<LookupResult>> hung = new ArrayList<>();
        for (int i = 0; i < LookupSettings.DEFAULT_LOOKUPS; i++) {
            hung.add(ask("user " + i));
        }
        assertUndecided(ask("one too many"), "too many lookups are under way");

        time.advanceTimeBy(LIMIT);

        assertThat(hung).allSatisfy(answer -> assertUndecided(answer, "ended after lookups.timeout"));
        // Probes are answered meanwhile.
        time.advanceTimeBy(LIMIT);
        now.addAndGet(LIMIT.toNanos());
        assertThat(directory.asked())
                .allSatisfy(asked -> assertThat(asked.abandoned()).isTrue());
        assertThat(places.timedOut()).isEqualTo(LookupSettings.DEFAULT_LOOKUPS);
        assertAllOver();
        for (int i = 0; i < LookupSettings.DEFAULT_LOOKUPS; i++) {
            CompletableFuture<LookupResult> answer = ask("user " + i);
            directory.asked(LookupSettings.DEFAULT_LOOKUPS + i).answer(ScriptedDirectory.found("user " + i));
            assertThat(answer).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        }
        assertAllOver();
    }

    @Test
    void untilTheLimitALookupGoesOn() {
        CompletableFuture<LookupResult> answer = ask("alice");

        time.advanceTimeBy(LIMIT.minusNanos(1));
        assertThat(answer).isNotDone();
        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(answer).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        time.advanceTimeBy(LIMIT);
        assertThat(places.timedOut()).isZero();
        assertAllOver();
    }

    @Test
    void anAnswerAfterTheLimitFreesNoSecondPlaceAndIsRemembered() {
        CompletableFuture<LookupResult> late = ask("alice");
        time.advanceTimeBy(LIMIT);
        CompletableFuture<LookupResult> other = ask("bob");

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertUndecided(late, "ended after lookups.timeout");
        assertThat(places.taken()).as("bob's").isEqualTo(1);
        assertThat(ask("alice")).as("it is known now").isCompleted();
        assertThat(other).isNotDone();
    }

    /** Reactor would log it as it is, once for each lookup. */
    @Test
    void whatADirectorySaysTooLateIsNotLogged() {
        AtomicInteger logged = new AtomicInteger();
        Hooks.onErrorDropped(error -> {
            if (String.valueOf(error.getMessage()).contains("late secret")) {
                logged.incrementAndGet();
            }
        });
        try {
            CompletableFuture<LookupResult> answer = ask("alice");
            time.advanceTimeBy(LIMIT.multipliedBy(2));
            assertThat(directory.asked(0).abandoned()).isTrue();

            directory.asked(0).fail(new IllegalStateException("late secret"));

            assertUndecided(answer, "ended after lookups.timeout");
            assertThat(logged).hasValue(0);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void aPasswordCheckEndsByItself() {
        CompletableFuture<LookupResult> answer = before(new CheckingDirectory())
                .find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .toFuture();

        time.advanceTimeBy(LIMIT.multipliedBy(10));

        assertThat(answer).isNotDone();
    }

    /** Its one password check waits for others. */
    private record CheckingDirectory() implements Directory, PasswordLookup {
        @Override
        public String name() {
            return "checking";
        }

        @Override
        public String type() {
            return "checking";
        }

        @Override
        public Set<LoginPart> reads() {
            return Set.of(LoginPart.USER, LoginPart.PASSWORD);
        }

        @Override
        public Lookup lookup(AuthorizationRequest login) {
            return this;
        }

        @Override
        public PasswordHash hash() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PasswordChecks checks() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Kind kind() {
            return Kind.HASHING;
        }

        @Override
        public double hashesPerSecond() {
            return 0;
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return new Answer.Pending<>(Mono.never());
        }

        @Override
        public void close() {}
    }

    /** Who only says that it hashes is held to the limit: the pool does not know of it. */
    @Test
    void aHashThatIsNotThePoolsIsEnded() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Lookup.Kind.HASHING);
        Chained chain = before(hashing);
        CompletableFuture<LookupResult> answer = chain.find(SampleRequest.login("alice", "p"), SampleRequest.inTime())
                .toFuture();

        time.advanceTimeBy(LIMIT);

        assertUndecided(answer, "ended after lookups.timeout");
        assertThat(chain.underWay()).isZero();
    }

    @Test
    void anAnswerThatIsNoneIsUndecided() {
        CompletableFuture<LookupResult> answer = ask("alice");

        directory.asked(0).answerNothing();

        assertUndecided(answer, "without an answer");
        assertAllOver();
    }

    @Test
    void aBugWhileAnAnswerIsRememberedEndsTheFlight() {
        CompletableFuture<LookupResult> answer = ask("alice");
        places.failing.set(true);

        directory.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(failure(answer)).isInstanceOf(InternalErrorException.class);
        assertAllOver();
        places.failing.set(false);
        CompletableFuture<LookupResult> next = ask("alice");
        directory.asked(1).answer(ScriptedDirectory.found("alice"));
        assertThat(next).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
    }

    @Test
    void aTimerThatTakesNothingMoreEndsTheFlight() {
        time.dispose();

        assertThat(failure(ask("alice"))).isNotNull();
        assertAllOver();
    }

    /** Many threads, and every way in which a lookup can end, also at the limit itself. */
    @Test
    void everyPlaceIsGivenBackOnceHoweverLookupsEnd() throws Exception {
        Places many = new Places();
        EndingDirectory ending = new EndingDirectory();
        LookupSettings settings = new LookupSettings(
                new CacheSettings(Duration.ofMillis(1), Duration.ofMillis(1), 0, 64 << 10),
                FailureSettings.NONE,
                64,
                LookupSettings.MIN_LOOKUP_TIMEOUT,
                1,
                true);
        try (ending) {
            Chained raced = new Chained(ending, settings, many);
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        String user = "user " + (i * 7 + thread) % 97;
                        CompletableFuture<LookupResult> unused = raced.find(
                                        SampleRequest.login(user, "p"), SampleRequest.inTime())
                                .toFuture();
                        if (i % 50 == 0) {
                            CompletableFuture<Void> over = unused.handle((lookup, error) -> null);
                            over.join();
                        }
                    }
                }));
            }
            CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            while (raced.underWay() > 0) {
                Thread.onSpinWait();
            }
            assertThat(ending.asked()).as("of all kinds").isGreaterThan(100);
            assertThat(many.timedOut()).isPositive();
            while (many.taken() > 0) {
                Thread.onSpinWait();
            }
            assertThat(many.taken()).isZero();
            assertThat(many.least()).as("none was given back twice").isNotNegative();
        }
    }

    /** Counts places, and fails where a test says so. */
    private static final class Places implements LookupRecorder {
        private final AtomicBoolean failing = new AtomicBoolean();
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger least = new AtomicInteger();
        private final AtomicInteger timedOut = new AtomicInteger();

        int taken() {
            return taken.get();
        }

        int least() {
            return least.get();
        }

        int timedOut() {
            return timedOut.get();
        }

        @Override
        public void lookupBegun() {
            taken.incrementAndGet();
        }

        @Override
        public void lookupEnded() {
            int now = taken.decrementAndGet();
            least.accumulateAndGet(now, Math::min);
        }

        @Override
        public void lookupTimedOut() {
            timedOut.incrementAndGet();
        }

        @Override
        public void remembered(Memory memory, long bytes) {
            if (failing.get()) {
                throw new IllegalStateException("a bug");
            }
        }
    }
}

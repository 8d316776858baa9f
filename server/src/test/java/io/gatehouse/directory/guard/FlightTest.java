package io.gatehouse.directory.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.shared.SharedIdentity;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Who joins a lookup at its beginning or just after its end. */
class FlightTest {
    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final BackendGuard guard = new BackendGuard(
            directory, GuardSettings.DEFAULT, 1, Duration.ofSeconds(1), () -> 0, Schedulers.parallel(), recorder);

    @Test
    void whoJoinsBeforeTheLookupHasBegunGivesItMoreTimeToo() {
        Flight flight = new Flight(100);
        flight.join(300);
        LookupTerms terms = LookupTerms.until(100);

        flight.startedOn(terms);

        assertThat(terms.deadline()).isEqualTo(300);
    }

    @Test
    void aCheckHearsOfWhoJoinedWhileItBegan() {
        List<Long> heard = new ArrayList<>();
        LookupTerms terms = LookupTerms.until(100);
        assertThat(terms.check().deadline()).isEqualTo(100);
        terms.extend(300);

        terms.onExtend(heard::add);
        terms.extend(200);
        terms.extend(400);

        assertThat(heard).containsExactly(300L, 400L);
    }

    /** A check that moves in a full queue pushes another one out, which ends that one's flight: two flights may do so at a time. */
    @Test
    void whoJoinsHoldsNoLockWhileTheCheckHearsOfIt() {
        Flight flight = new Flight(100);
        LookupTerms terms = LookupTerms.until(100);
        flight.startedOn(terms);
        AtomicBoolean ended = new AtomicBoolean();
        terms.onExtend(until -> ended.set(CompletableFuture.supplyAsync(flight::end)
                .thenApply(first -> first && terms.deadline() == 300)
                .completeOnTimeout(false, 30, TimeUnit.SECONDS)
                .join()));

        flight.join(300);

        assertThat(ended).isTrue();
    }

    /** What no name can be made of is nobody's answer: it is not remembered, and nobody is let in or refused. */
    @Test
    void anAnswerWithoutANameIsAMistakeOfOurs() {
        CredentialCache cache = new CredentialCache(CacheSettings.DEFAULT, recorder, () -> 0, InstantSource.system());
        SingleFlight flights = new SingleFlight(
                true,
                answer -> {
                    throw new IllegalArgumentException("no name");
                },
                cache,
                guard,
                Duration.ofSeconds(1),
                Schedulers.parallel(),
                recorder);
        FailureLimits limits = new FailureLimits(FailureSettings.NONE, new CredentialKeys(), () -> 0);
        AuthorizationRequest login = SampleRequest.login("alice", "right");
        ScriptedDirectory quick = ScriptedDirectory.quick();
        Lookup lookup = Objects.requireNonNull(quick.lookup(login));
        GuardedLogin attempt = new GuardedLogin(limits, new SourceShares(1), recorder, login, () -> false, null);
        CredentialKey key = new CredentialKey(1, 2, 3, 4);

        CompletableFuture<LookupResult> answer = flights.start(key, lookup, SampleRequest.inTime(), attempt, null);

        assertThat(answer).isCompletedExceptionally();
        assertThat(quick.asked()).hasSize(1);
        assertThat(cache.get(key)).isNull();
        assertThat(flights.size()).isZero();
    }

    @Test
    void whatAnotherInstanceHasLeftIsNotUndoneByAnAnswerThatComesTooLate() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        CredentialCache cache = new CredentialCache(CacheSettings.DEFAULT, recorder, () -> 0, InstantSource.system());
        SingleFlight flights =
                new SingleFlight(true, UnaryOperator.identity(), cache, guard, Duration.ofSeconds(1), time, recorder);
        FailureLimits limits = new FailureLimits(FailureSettings.NONE, new CredentialKeys(), () -> 0);
        AuthorizationRequest login = SampleRequest.login("alice", "p");
        Lookup lookup = Objects.requireNonNull(directory.lookup(login));
        GuardedLogin attempt = new GuardedLogin(limits, new SourceShares(1), recorder, login, () -> false, null);
        CredentialKey key = new CredentialKey(1, 2, 3, 4);
        long deadline = SampleRequest.inTime();
        CompletableFuture<LookupResult> first = flights.start(key, lookup, deadline, attempt, null);
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(first).isCompletedExceptionally();

        flights.afterShared(
                new WantedLookup(key, new Flight(deadline), lookup, attempt, deadline, null),
                new SharedIdentity(ScriptedDirectory.found("alice"), Validity.UNLIMITED));
        directory.asked(0).answer(ScriptedDirectory.WRONG);

        assertThat(cache.get(key)).isInstanceOf(LookupResult.Found.class);
        time.dispose();
    }

    @Test
    void whoComesJustAfterTheEndFindsTheResult() {
        CredentialCache cache = new CredentialCache(CacheSettings.DEFAULT, recorder, () -> 0, InstantSource.system());
        SingleFlight flights = new SingleFlight(
                true, UnaryOperator.identity(), cache, guard, Duration.ofSeconds(1), Schedulers.parallel(), recorder);
        FailureLimits limits = new FailureLimits(FailureSettings.NONE, new CredentialKeys(), () -> 0);
        AuthorizationRequest login = SampleRequest.login("alice", "p");
        Lookup lookup = Objects.requireNonNull(directory.lookup(login));
        GuardedLogin attempt = new GuardedLogin(limits, new SourceShares(1), recorder, login, () -> false, null);
        CredentialKey key = new CredentialKey(1, 2, 3, 4);
        cache.put(key, ScriptedDirectory.found("alice"));

        CompletableFuture<LookupResult> late = flights.start(key, lookup, 0, attempt, null);

        assertThat(late).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(directory.asked()).isEmpty();
        assertThat(flights.join(key, 0)).isNull();
    }
}

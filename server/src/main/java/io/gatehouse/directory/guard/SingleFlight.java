package io.gatehouse.directory.guard;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.guard.backend.GuardedLookup;
import io.gatehouse.directory.shared.SharedCredential;
import io.gatehouse.directory.shared.SharedIdentity;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.PasswordCheckLateException;
import io.gatehouse.passwords.PasswordChecksFullException;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The lookups of one directory that are under way, each once, however many want the same. An answer is remembered before its
 * flight ends, so that nothing is looked up again while its answer is worth something; what failed is not remembered. Of an answer
 * that is late, nothing but that a credential is right is remembered, and only when nobody has asked again meanwhile; for other
 * instances nothing is left but that one is not right any more. Every flight ends: with the directory's first answer or its failure, or,
 * but for password checks, which always end by themselves, when the lookup has taken as long as it may.
 */
public final class SingleFlight {
    private final ConcurrentMap<CredentialKey, Flight> flights = new ConcurrentHashMap<>();
    private final LateAnswers late = new LateAnswers();
    private final boolean joining;
    private final UnaryOperator<LookupResult> naming;
    private final CredentialCache cache;
    private final BackendGuard guard;
    private final long limitNanos;
    private final Scheduler timer;
    private final LookupRecorder recorder;

    /**
     * @param joining whether who wants what is being looked up waits for that answer; otherwise everybody asks
     * @param naming what is made of each answer before anybody has it
     * @param guard stands before the backend, where one is asked
     * @param limit how long a lookup may take before nobody waits for it any more; after as long again it is cancelled
     * @param timer ends those that take longer
     */
    public SingleFlight(
            boolean joining,
            UnaryOperator<LookupResult> naming,
            CredentialCache cache,
            BackendGuard guard,
            Duration limit,
            Scheduler timer,
            LookupRecorder recorder) {
        this.joining = joining;
        this.naming = naming;
        this.cache = cache;
        this.guard = guard;
        this.limitNanos = limit.toNanos();
        this.timer = timer;
        this.recorder = recorder;
    }

    /** Waits for an answer that is being looked up; null when it is not. */
    public @Nullable CompletableFuture<LookupResult> join(CredentialKey key, long deadline) {
        Flight flight = flights.get(key);
        return flight == null ? null : join(flight, deadline);
    }

    /** How many lookups are under way. */
    public int size() {
        return flights.size();
    }

    /**
     * Looks up, or waits for who has begun to; then the attempt is not begun.
     *
     * @param key null where the answer is nobody else's
     * @param shared where other instances may have left the answer; null for nowhere
     */
    public CompletableFuture<LookupResult> start(
            @Nullable CredentialKey key,
            Lookup lookup,
            long deadline,
            GuardedLogin attempt,
            @Nullable SharedCredential shared) {
        Flight own = new Flight(deadline, cache.timesForgotten());
        Flight other = joining && key != null ? flights.putIfAbsent(key, own) : null;
        if (other != null) {
            return join(other, deadline);
        }
        try {
            // Another flight may have ended between the look into the cache and this one's start.
            LookupResult known = key == null ? null : cache.get(key);
            if (known != null) {
                end(key, own, known, null);
            } else {
                recorder.asked(Result.MISS);
                WantedLookup wanted = new WantedLookup(key, own, lookup, attempt, deadline, shared);
                CompletableFuture<@Nullable SharedIdentity> left = wanted.readShared();
                if (left == null) {
                    start(wanted);
                } else {
                    CompletableFuture<Void> unused =
                            left.handle((found, error) -> found).thenAccept(found -> afterShared(wanted, found));
                }
            }
        } catch (RuntimeException | Error e) {
            end(key, own, null, new InternalErrorException(e));
        }
        return own.result();
    }

    /** Takes what another instance has left, or else asks the directory. */
    void afterShared(WantedLookup wanted, @Nullable SharedIdentity left) {
        try {
            if (left == null || wanted.key() == null) {
                start(wanted);
            } else {
                LookupResult answer = naming.apply(left.found());
                late.askedAgain(wanted.key());
                cache.put(wanted.key(), answer, left.fresh());
                forgetIfOld(wanted.key(), wanted.flight());
                end(wanted.key(), wanted.flight(), answer, null);
            }
        } catch (RuntimeException | Error e) {
            end(wanted.key(), wanted.flight(), null, new InternalErrorException(e));
        }
    }

    private CompletableFuture<LookupResult> join(Flight flight, long deadline) {
        recorder.asked(Result.JOINED);
        flight.join(deadline);
        return flight.result();
    }

    private void start(WantedLookup wanted) {
        Lookup lookup = wanted.lookup();
        Lookup.Kind kind = lookup.kind();
        GuardedLookup guarded;
        try {
            guarded = kind == Lookup.Kind.REMOTE ? guard.begin(wanted.key(), wanted.deadline()) : null;
        } catch (UndecidedException e) {
            end(wanted.key(), wanted.flight(), null, e);
            return;
        }
        CredentialKey key = wanted.key();
        if (key != null) {
            late.askedAgain(key);
        }
        LookupRun run = new LookupRun(wanted, kind, guarded, wanted.leftTo());
        try {
            LookupTerms terms =
                    wanted.attempt().begin(lookup, wanted.deadline(), key != null && cache.isKnownGood(key));
            wanted.flight().startedOn(terms);
            await(run, terms, guarded == null ? lookup.start(terms) : guard.start(lookup, terms));
        } catch (RuntimeException | Error e) {
            answered(run, null, e);
        }
    }

    private void await(LookupRun run, LookupTerms terms, Answer<LookupResult> answer) {
        if (answer instanceof Answer.Ready<LookupResult> ready) {
            answered(run, ready.value(), null);
            return;
        }
        // Takes the first value, and cancels what could bring another.
        CompletableFuture<LookupResult> first = answer.mono()
                .contextWrite(context -> terms.traced(LateErrors.ignored(context)))
                .toFuture();
        if (!run.endsByItself() && !first.isDone()) {
            run.flight().limitedBy(timer.schedule(() -> timedOut(run, first), limitNanos, TimeUnit.NANOSECONDS));
        }
        CompletableFuture<LookupResult> unused = first.whenComplete((found, error) -> answered(run, found, error));
    }

    private void answered(LookupRun run, @Nullable LookupResult found, @Nullable Throwable error) {
        Throwable failure = error;
        LookupResult answer = null;
        try {
            if (found != null) {
                answer = naming.apply(found);
                boolean isLate = run.flight().isOver();
                if (!isLate || counts(run)) {
                    if (!isLate || !(found instanceof LookupResult.Found)) {
                        run.leave(found, cache);
                    }
                    keep(run, answer, isLate);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = new InternalErrorException(e);
        } finally {
            if (run.flight().end()) {
                end(run, failure == null ? answer : null, failure);
            }
        }
    }

    private void keep(LookupRun run, LookupResult answer, boolean isLate) {
        CredentialKey key = run.key();
        if (key == null) {
            return;
        }
        // By a refusal that may be older than it looks nobody is refused; it ends what was right before.
        boolean isKept = !isLate || answer instanceof LookupResult.Found;
        if (isKept && run.lookup().isReusable()) {
            cache.put(key, answer);
            forgetIfOld(key, run.flight());
        } else {
            cache.forgetGood(key);
        }
    }

    /** What was looked up before something was forgotten may be what is to be forgotten. */
    private void forgetIfOld(CredentialKey key, Flight flight) {
        if (cache.isForgottenSince(flight.timesForgotten())) {
            cache.forgetGood(key);
        }
    }

    /** Who comes from now on waits for no lookup that has begun already. */
    public void forget() {
        flights.clear();
    }

    /** Whether the answer of a lookup that nobody waits for any more is of use. */
    private boolean counts(LookupRun run) {
        CredentialKey key = run.key();
        return key != null && late.counts(key, run.flight());
    }

    private void timedOut(LookupRun run, CompletableFuture<LookupResult> answer) {
        CredentialKey key = run.key();
        if (run.flight().end()) {
            if (key != null) {
                late.await(key, run.flight());
            }
            UndecidedException tooLong =
                    new UndecidedException(Drop.UNDECIDED, "the lookup was ended after lookups.timeout");
            recorder.lookupTimedOut();
            try {
                run.timedOut(tooLong);
            } finally {
                complete(key, run.flight(), null, tooLong);
            }
            // An answer that is late is there for the next login; then what the lookup holds is let go.
            Disposable unused = timer.schedule(() -> abandon(run, answer), limitNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void abandon(LookupRun run, CompletableFuture<LookupResult> answer) {
        boolean unused = counts(run);
        answer.cancel(true);
    }

    private void end(LookupRun run, @Nullable LookupResult answer, @Nullable Throwable failure) {
        try {
            run.ended(answer, failure);
        } finally {
            complete(run.key(), run.flight(), answer, failure);
        }
    }

    private void end(
            @Nullable CredentialKey key, Flight flight, @Nullable LookupResult answer, @Nullable Throwable error) {
        if (flight.end()) {
            complete(key, flight, answer, error);
        }
    }

    private void complete(
            @Nullable CredentialKey key, Flight flight, @Nullable LookupResult answer, @Nullable Throwable error) {
        if (key != null) {
            flights.remove(key, flight);
        }
        if (answer != null) {
            flight.result().complete(answer);
        } else {
            flight.result().completeExceptionally(undecided(error));
        }
    }

    /** Why nothing is decided: a failure of the directory's own is told by its kind. */
    public static Throwable undecided(@Nullable Throwable error) {
        Throwable cause = cause(error);
        if (cause instanceof PasswordChecksFullException) {
            return new UndecidedException(Drop.HASHING_FULL);
        }
        if (cause instanceof PasswordCheckLateException) {
            return new UndecidedException(Drop.HASHING_LATE);
        }
        return UndecidedException.of(cause);
    }

    static Throwable cause(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null ? UndecidedException.withoutAnswer() : cause;
    }
}

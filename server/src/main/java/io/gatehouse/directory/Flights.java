package io.gatehouse.directory;

import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The questions that are being worked on, each once, however many ask it. An answer is remembered before its flight ends,
 * so that a question is never worked on again while its answer is worth something; what failed is not remembered. Every
 * flight ends: with the directory's answer or failure, or, but for password checks, which always end by themselves, when
 * the lookup has taken as long as it may.
 */
final class Flights {
    private final ConcurrentMap<CredentialKey, Flight> flying = new ConcurrentHashMap<>();
    private final boolean shared;
    private final Memories memories;
    private final LookupBound bound;
    private final long limitNanos;
    private final Scheduler timer;
    private final LookupRecorder recorder;

    /**
     * @param shared whether who asks what is being worked on waits for that answer; otherwise everybody asks
     * @param limit how long a lookup may take
     * @param timer ends those that take longer
     */
    Flights(
            boolean shared,
            Memories memories,
            LookupBound bound,
            Duration limit,
            Scheduler timer,
            LookupRecorder recorder) {
        this.shared = shared;
        this.memories = memories;
        this.bound = bound;
        this.limitNanos = limit.toNanos();
        this.timer = timer;
        this.recorder = recorder;
    }

    /** Waits for an answer that is being worked on; null when it is not. */
    @Nullable CompletableFuture<LookupResult> join(CredentialKey key, long deadline) {
        Flight flight = flying.get(key);
        return flight == null ? null : join(flight, deadline);
    }

    /** How many questions are being worked on. */
    int size() {
        return flying.size();
    }

    /** Asks, or waits for who has begun to ask; then the attempt is not begun. */
    CompletableFuture<LookupResult> ask(CredentialKey key, Question question, long deadline, Attempt attempt) {
        Flight own = new Flight(deadline);
        Flight other = shared ? flying.putIfAbsent(key, own) : null;
        if (other != null) {
            return join(other, deadline);
        }
        try {
            // Another flight may have landed between the look at the memories and this one's start.
            LookupResult known = memories.recall(key);
            if (known != null) {
                land(key, own, known, null);
            } else {
                recorder.asked(Result.MISS);
                start(key, own, question, deadline, attempt);
            }
        } catch (RuntimeException | Error e) {
            land(key, own, null, new InternalErrorException(e));
        }
        return own.landed();
    }

    private CompletableFuture<LookupResult> join(Flight flight, long deadline) {
        recorder.asked(Result.JOINED);
        flight.join(deadline);
        return flight.landed();
    }

    private void start(CredentialKey key, Flight flight, Question question, long deadline, Attempt attempt) {
        boolean lookup = question.effort() == Effort.LOOKUP;
        if (lookup && !bound.enter()) {
            land(key, flight, null, new UndecidedException(Reason.LOOKUPS_FULL));
            return;
        }
        try {
            Inquiry inquiry = question.ask(attempt.begin(question.effort(), deadline));
            flight.begun(inquiry, deadline);
            CompletableFuture<LookupResult> answer = inquiry.answer();
            if (question.effort() != Effort.HASHING && !answer.isDone()) {
                flight.limitedBy(timer.schedule(
                        () -> timedOut(key, flight, inquiry, lookup, attempt), limitNanos, TimeUnit.NANOSECONDS));
            }
            CompletableFuture<LookupResult> unused =
                    answer.whenComplete((found, error) -> answered(key, flight, found, error, lookup, attempt));
        } catch (RuntimeException | Error e) {
            answered(key, flight, null, e, lookup, attempt);
        }
    }

    /** An answer that comes after the time limit is remembered too, and is nobody's otherwise. */
    private void answered(
            CredentialKey key,
            Flight flight,
            @Nullable LookupResult answer,
            @Nullable Throwable error,
            boolean lookup,
            Attempt attempt) {
        Throwable failure = error;
        try {
            if (answer != null) {
                memories.remember(key, answer);
            }
        } catch (RuntimeException | Error e) {
            failure = new InternalErrorException(e);
        } finally {
            if (flight.end()) {
                release(lookup, attempt, answer);
                complete(key, flight, failure == null ? answer : null, failure);
            }
        }
    }

    private void timedOut(CredentialKey key, Flight flight, Inquiry inquiry, boolean lookup, Attempt attempt) {
        if (flight.end()) {
            release(lookup, attempt, null);
            recorder.lookupTimedOut();
            complete(key, flight, null, new UndecidedException(Reason.LOOKUP_TIMEOUT));
            inquiry.abandon();
        }
    }

    private void release(boolean lookup, Attempt attempt, @Nullable LookupResult answer) {
        if (lookup) {
            bound.leave();
        }
        attempt.end(answer);
    }

    private void land(CredentialKey key, Flight flight, @Nullable LookupResult answer, @Nullable Throwable error) {
        if (flight.end()) {
            complete(key, flight, answer, error);
        }
    }

    private void complete(CredentialKey key, Flight flight, @Nullable LookupResult answer, @Nullable Throwable error) {
        flying.remove(key, flight);
        if (answer != null) {
            flight.landed().complete(answer);
        } else {
            flight.landed().completeExceptionally(undecided(error));
        }
    }

    /** What those who decide nothing are told; a failure of the directory's own is handed on as it is. */
    private static Throwable undecided(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause == null) {
            return new UndecidedException(Reason.NO_ANSWER);
        }
        if (cause instanceof PasswordChecksFullException) {
            return new UndecidedException(Reason.HASHING_FULL);
        }
        return cause instanceof PasswordCheckLateException ? new UndecidedException(Reason.HASHING_LATE) : cause;
    }
}

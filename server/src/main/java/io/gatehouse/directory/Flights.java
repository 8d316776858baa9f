package io.gatehouse.directory;

import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions that are being worked on, each once, however many ask it. An answer is remembered before its flight ends,
 * so that a question is never worked on again while its answer is worth something; what failed is not remembered.
 */
final class Flights {
    private final ConcurrentMap<CredentialKey, Flight> flying = new ConcurrentHashMap<>();
    private final boolean shared;
    private final Memories memories;
    private final LookupBound bound;
    private final LookupRecorder recorder;

    /** @param shared whether who asks what is being worked on waits for that answer; otherwise everybody asks */
    Flights(boolean shared, Memories memories, LookupBound bound, LookupRecorder recorder) {
        this.shared = shared;
        this.memories = memories;
        this.bound = bound;
        this.recorder = recorder;
    }

    /** Waits for an answer that is being worked on; null when it is not. */
    @Nullable CompletableFuture<Lookup> join(CredentialKey key, long deadline) {
        Flight flight = flying.get(key);
        return flight == null ? null : join(flight, deadline);
    }

    /**
     * Asks, or waits for who has begun to ask.
     *
     * @param answered told of an answer that was worked out now
     */
    CompletableFuture<Lookup> ask(CredentialKey key, Question question, long deadline, Consumer<Lookup> answered) {
        Flight own = new Flight(deadline);
        Flight other = shared ? flying.putIfAbsent(key, own) : null;
        if (other != null) {
            return join(other, deadline);
        }
        // Another flight may have landed between the look at the memories and this one's start.
        Lookup known = memories.recall(key);
        if (known != null) {
            land(key, own, known, null);
        } else {
            recorder.asked(Result.MISS);
            start(key, own, question, deadline, answered);
        }
        return own.landed();
    }

    private CompletableFuture<Lookup> join(Flight flight, long deadline) {
        recorder.asked(Result.JOINED);
        flight.join(deadline);
        return flight.landed();
    }

    private void start(CredentialKey key, Flight flight, Question question, long deadline, Consumer<Lookup> answered) {
        boolean lookup = question.effort() == Effort.LOOKUP;
        if (lookup && !bound.enter()) {
            land(key, flight, null, new UndecidedException(Reason.LOOKUPS_FULL));
            return;
        }
        Inquiry inquiry = ask(question, deadline);
        flight.begun(inquiry, deadline);
        CompletableFuture<Lookup> unused = inquiry.answer().whenComplete((answer, error) -> {
            if (lookup) {
                bound.leave();
            }
            if (answer != null) {
                memories.remember(key, answer);
                answered.accept(answer);
            }
            land(key, flight, answer, error);
        });
    }

    private static Inquiry ask(Question question, long deadline) {
        try {
            return question.ask(deadline);
        } catch (RuntimeException | Error e) {
            return () -> CompletableFuture.failedFuture(e);
        }
    }

    private void land(CredentialKey key, Flight flight, @Nullable Lookup answer, @Nullable Throwable error) {
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
            return new UndecidedException(Reason.DIRECTORY_FAILED);
        }
        if (cause instanceof PasswordChecksFullException) {
            return new UndecidedException(Reason.HASHING_FULL);
        }
        return cause instanceof PasswordCheckLateException ? new UndecidedException(Reason.HASHING_LATE) : cause;
    }
}

package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Stands before a directory and asks it as little as possible: what it answered a short time ago is remembered, who asks
 * what is being asked waits for that answer, and of who was wrong too often nothing is asked for a while. What is
 * remembered is who a client is, never what was decided about a request: policy has its say each time.
 */
public final class CachedDirectory implements Directory {
    private static final Mono<Lookup> UNKNOWN = Mono.just(Lookup.Unknown.UNKNOWN);

    private final StatefulDirectory directory;
    private final CredentialKeys keys = new CredentialKeys();
    private final Memories memories;
    private final FailureLimits limits;
    private final Flights flights;

    public CachedDirectory(StatefulDirectory directory, LookupSettings settings, LookupRecorder recorder) {
        this(directory, settings, recorder, System::nanoTime);
    }

    CachedDirectory(StatefulDirectory directory, LookupSettings settings, LookupRecorder recorder, LongSupplier clock) {
        this.directory = directory;
        this.memories = new Memories(settings.cache(), recorder, clock);
        this.limits = new FailureLimits(settings.failures(), keys, recorder, clock);
        this.flights =
                new Flights(settings.singleFlight(), memories, new LookupBound(settings.lookups(), recorder), recorder);
    }

    @Override
    public Mono<Lookup> find(AuthorizationRequest request, long deadline) {
        DirectoryState state = directory.state();
        Question question = state.question(request);
        if (question == null) {
            return UNKNOWN;
        }
        CredentialKey key = keys.of(question.generation(), state.looksAt(), request);
        Lookup known = memories.recall(key);
        return known != null ? Mono.just(known) : ask(key, question, request, deadline);
    }

    private Mono<Lookup> ask(CredentialKey key, Question question, AuthorizationRequest request, long deadline) {
        CompletableFuture<Lookup> answer = flights.join(key, deadline);
        if (answer == null) {
            if (!memories.wasRight(key) && limits.reached(request)) {
                return Mono.error(new UndecidedException(Reason.TOO_MANY_FAILURES));
            }
            answer = flights.ask(key, question, deadline, lookup -> count(lookup, request));
        }
        return answer.isDone()
                ? Immediate.of(answer)
                : Immediate.of(answer).flatMap(lookup -> inForce(lookup, question, request, deadline));
    }

    private void count(Lookup lookup, AuthorizationRequest request) {
        boolean wrong = lookup instanceof Lookup.Rejected rejected
                ? rejected.reason() == DenyReason.BAD_CREDENTIALS
                : lookup == Lookup.Unknown.UNKNOWN;
        if (wrong) {
            limits.failed(request);
        }
    }

    /** An answer that took its time, unless the directory changed its mind meanwhile: then it is asked again. */
    private Mono<Lookup> inForce(Lookup lookup, Question question, AuthorizationRequest request, long deadline) {
        Question now = directory.state().question(request);
        return now != null && now.generation() == question.generation() ? Mono.just(lookup) : find(request, deadline);
    }
}

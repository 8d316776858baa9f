package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.policy.UndecidedException.Reason;
import io.gatehouse.policy.Waiting;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Stands before a directory and asks it as little as possible: what it answered a short time ago is remembered, who asks
 * what is being asked waits for that answer, and of who was wrong too often nothing is asked for a while. What is
 * remembered is who a client is, never what was decided about a request: policy has its say each time.
 */
public final class CachedDirectory implements Directory {
    private static final Mono<LookupResult> UNKNOWN = Mono.just(LookupResult.NotMine.NOT_MINE);

    private final StatefulDirectory directory;
    private final CredentialKeys keys = new CredentialKeys();
    private final Memories memories;
    private final FailureLimits limits;
    private final SourceShares shares;
    private final Flights flights;
    private final LookupRecorder recorder;

    public CachedDirectory(StatefulDirectory directory, LookupSettings settings, LookupRecorder recorder) {
        this(directory, settings, recorder, System::nanoTime, Schedulers.parallel());
    }

    CachedDirectory(StatefulDirectory directory, LookupSettings settings, LookupRecorder recorder, LongSupplier clock) {
        this(directory, settings, recorder, clock, Schedulers.parallel());
    }

    /** @param timer ends lookups that take longer than they may */
    CachedDirectory(
            StatefulDirectory directory,
            LookupSettings settings,
            LookupRecorder recorder,
            LongSupplier clock,
            Scheduler timer) {
        this.directory = directory;
        this.recorder = recorder;
        this.memories = new Memories(settings.cache(), recorder, clock, InstantSource.system());
        this.limits = new FailureLimits(settings.failures(), keys, clock);
        this.shares = new SourceShares(settings.hashesPerSource());
        LookupBound bound = new LookupBound(settings.lookups(), recorder);
        this.flights = new Flights(settings.singleFlight(), memories, bound, settings.lookupTimeout(), timer, recorder);
    }

    @Override
    public Mono<LookupResult> find(AuthorizationRequest request, long deadline) {
        DirectoryState state = directory.state();
        Question question = state.question(request);
        if (question == null) {
            return UNKNOWN;
        }
        CredentialKey key = keys.of(question.generation(), state.looksAt(), request);
        LookupResult known = memories.recall(key);
        return known != null ? Mono.just(known) : look(key, state, question, request, deadline);
    }

    @Override
    public boolean looksAtCertificates() {
        return directory.looksAtCertificates();
    }

    /** How many questions are being worked on. */
    int underWay() {
        return flights.size();
    }

    private Mono<LookupResult> look(
            CredentialKey key, DirectoryState state, Question question, AuthorizationRequest request, long deadline) {
        LookupResult.Found before = memories.rightBefore(key);
        if (before != null && isProven(before, state, question)) {
            recorder.asked(Result.PROVEN);
            memories.keep(key);
            return Mono.just(before);
        }
        CompletableFuture<LookupResult> answer = flights.join(key, deadline);
        if (answer == null) {
            Attempt attempt = new Attempt(limits, shares, recorder, limits.names(request), question, before != null);
            RuntimeException refusal = attempt.refusal();
            if (refusal != null) {
                return Mono.error(refusal);
            }
            answer = flights.ask(key, question, deadline, attempt);
        }
        return answer.isDone() ? Immediate.of(answer) : await(answer, question, request, deadline);
    }

    /**
     * Whether a credential that was right before still must be: its key holds the generation of the record that it was
     * compared with, and here that is proof. It counts only while a hash would have to wait for others; the next one that
     * has not to wait is computed.
     */
    private boolean isProven(LookupResult.Found before, DirectoryState state, Question question) {
        return before.validity().until() == null
                && question.effort() == Effort.HASHING
                && state.generationIsProof()
                && directory.hashingCapacity().isBusy();
    }

    private Mono<LookupResult> await(
            CompletableFuture<LookupResult> answer, Question question, AuthorizationRequest request, long deadline) {
        Reason late = question.effort() == Effort.HASHING ? Reason.HASHING_LATE : Reason.DIRECTORY_LATE;
        return Waiting.on(late, Immediate.of(answer)).flatMap(lookup -> inForce(lookup, question, request, deadline));
    }

    /** An answer that took its time, unless the directory changed its mind meanwhile: then it is asked again. */
    private Mono<LookupResult> inForce(
            LookupResult lookup, Question question, AuthorizationRequest request, long deadline) {
        Question now = directory.state().question(request);
        return now != null && now.generation() == question.generation() ? Mono.just(lookup) : find(request, deadline);
    }
}

package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.Misconfiguration;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Waiting;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks for the verdict. A verdict from memory is taken immediately; one that has to be waited for comes back to a worker, or
 * is given up at the deadline. However the question ends, the request ends with a verdict or with a {@link DroppedException}.
 */
final class Authorize {
    private final Pending pending;
    private final Scheduler workers;
    private final Scheduler timer;
    private final LongSupplier clock;

    Authorize(Pending pending, Scheduler workers, Scheduler timer, LongSupplier clock) {
        this.pending = pending;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
    }

    Mono<Decided> authorize(Decoded decoded) {
        AuthorizationRequest request = decoded.request();
        Exchange exchange = decoded.exchange();
        Authorizer authorizer = exchange.snapshot().authorizer();
        boolean withCertificates = request.tls() == null || authorizer.readsTls();
        AuthorizationRequest asked = withCertificates ? request : request.withoutTls();
        try {
            Answer<Verdict> verdict =
                    authorizer.authorize(asked, exchange.arrival().deadline());
            return verdict instanceof Answer.Ready<Verdict> ready
                    ? Mono.just(decided(decoded, ready.value()))
                    : park(decoded.parked(withCertificates), verdict.mono());
        } catch (UndecidedException e) {
            return Mono.error(undecided(request, e));
        } catch (RuntimeException e) {
            return Mono.error(DroppedException.of(request, e));
        }
    }

    private Mono<Decided> park(Decoded parked, Mono<Verdict> verdict) {
        AuthorizationRequest request = parked.request();
        int weight = Pending.weight(request);
        if (!pending.enter(weight)) {
            return Mono.error(new DroppedException(
                    Drop.PENDING_FULL, request, "the requests that wait for a verdict hold callout.pending_bytes"));
        }
        Waiting waiting = new Waiting();
        Mono<Verdict> late = Mono.error(() -> new UndecidedException(waiting.late()));
        Mono<Verdict> none = Mono.error(() -> new UndecidedException(Reason.NO_ANSWER));
        return waiting.observing(verdict)
                .timeout(timeLeft(parked), late, timer)
                .switchIfEmpty(none)
                .publishOn(workers)
                .map(decision -> decided(parked, decision))
                .onErrorMap(error -> undecided(request, error))
                .doFinally(end -> pending.leave(weight));
    }

    private static Decided decided(Decoded decoded, Verdict verdict) {
        if (verdict instanceof Verdict.Withheld withheld) {
            throw new DroppedException(dropFor(withheld.reason()), decoded.request(), withheld.detail());
        }
        return new Decided(decoded, verdict);
    }

    private static Drop dropFor(Misconfiguration mistake) {
        return switch (mistake) {
            case ACCOUNT_UNKNOWN -> Drop.ACCOUNT_UNKNOWN;
            case ACCOUNT_NOT_ALLOWED -> Drop.ACCOUNT_NOT_ALLOWED;
            case SCOPE_CONFLICT -> Drop.SCOPE_CONFLICT;
        };
    }

    private Duration timeLeft(Decoded decoded) {
        return Duration.ofNanos(Math.max(0, decoded.exchange().arrival().deadline() - clock.getAsLong()));
    }

    private static Throwable undecided(AuthorizationRequest request, Throwable cause) {
        if (cause instanceof DroppedException) {
            return cause;
        }
        if (cause instanceof UndecidedException undecided) {
            return new DroppedException(dropFor(undecided.reason()), request, String.valueOf(undecided.getMessage()));
        }
        return cause instanceof InternalErrorException || cause instanceof Error
                ? DroppedException.internalError(request, cause)
                : undecided(request, UndecidedException.failed(cause));
    }

    private static Drop dropFor(Reason reason) {
        return switch (reason) {
            case DIRECTORY_FAILED, DIRECTORY_LATE, LOOKUP_TIMEOUT, NO_ANSWER -> Drop.UNDECIDED;
            case TOO_MANY_FAILURES -> Drop.FAILURE_LIMIT;
            case LOOKUPS_FULL -> Drop.LOOKUPS_FULL;
            case HASHING_FULL -> Drop.HASHING_FULL;
            case HASHING_LATE -> Drop.HASHING_LATE;
        };
    }
}

package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.Misconfiguration;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Waiting;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.Exceptions;
import reactor.core.Fuseable.ScalarCallable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks for the verdict. A verdict from memory is taken on the spot; one that has to be waited for comes back to a worker, or
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
        boolean withCertificates = request.tls() == null || authorizer.looksAtCertificates();
        AuthorizationRequest asked = withCertificates ? request : request.withoutTls();
        try {
            Mono<Verdict> verdict =
                    authorizer.authorize(asked, exchange.arrival().deadline());
            return verdict instanceof ScalarCallable<?>
                    ? atOnce(decoded, verdict)
                    : park(decoded.parked(withCertificates), verdict);
        } catch (RuntimeException e) {
            return Mono.error(DroppedException.of(request, e));
        }
    }

    private static Mono<Decided> atOnce(Decoded decoded, Mono<Verdict> verdict) {
        try {
            @SuppressWarnings("unchecked")
            Verdict known = ((ScalarCallable<Verdict>) verdict).call();
            return known == null
                    ? Mono.error(undecided(decoded.request(), new UndecidedException(Reason.NO_ANSWER)))
                    : Mono.just(decided(decoded, known));
        } catch (Exception e) {
            return Mono.error(undecided(decoded.request(), Exceptions.unwrap(e)));
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
                : new DroppedException(Drop.UNDECIDED, request, failure(cause));
    }

    /** Of what kind a directory's failure is; its text is left out, since it may hold an address, a name or a password. */
    private static String failure(Throwable error) {
        StringBuilder kinds = new StringBuilder("the directory failed: ");
        kinds.append(error.getClass().getName());
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            kinds.append(" by ").append(cause.getClass().getName());
        }
        return kinds.toString();
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

package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Waiting;
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

    Mono<Authorized> authorize(Decoded decoded) {
        AuthorizationRequest request = decoded.request();
        Exchange exchange = decoded.exchange();
        Authorizer authorizer = exchange.authorizer();
        boolean withCertificates = request.tls() == null || authorizer.readsTls();
        AuthorizationRequest asked = withCertificates ? request : request.withoutTls();
        try {
            Answer<Authorization> answer = authorizer.authorize(asked, exchange.deadline(), exchange.trace());
            return answer instanceof Answer.Ready<Authorization> ready
                    ? Mono.just(authorized(decoded, ready.value()))
                    : park(decoded.parked(withCertificates), answer.mono());
        } catch (RuntimeException e) {
            return Mono.error(e instanceof UndecidedException ? dropped(request, e) : DroppedException.of(request, e));
        }
    }

    /** Waits: the one place where a request is given a time limit and another thread. */
    private Mono<Authorized> park(Decoded parked, Mono<Authorization> answer) {
        AuthorizationRequest request = parked.request();
        Exchange exchange = parked.exchange();
        int weight = Pending.weight(request);
        if (!pending.enter(weight)) {
            return Mono.error(new DroppedException(Drop.PENDING_FULL, request));
        }
        Waiting waiting = new Waiting();
        Mono<Authorization> late = Mono.error(() -> new UndecidedException(waiting.late()));
        // Around the time limit, so that a failure just when that is over is not logged.
        return waiting.observing(answer.timeout(exchange.timeLeft(clock.getAsLong()), late, timer))
                .switchIfEmpty(Mono.error(UndecidedException::withoutAnswer))
                .publishOn(workers)
                .map(authorization -> authorized(parked, authorization))
                .onErrorMap(error -> dropped(request, error))
                .doFinally(end -> pending.leave(weight));
    }

    private static Authorized authorized(Decoded decoded, Authorization authorization) {
        AuthorizationRequest request = decoded.request();
        if (authorization.verdict() instanceof Verdict.Dropped) {
            throw new DroppedException(request, authorization);
        }
        return new Authorized(decoded.exchange(), request, authorization);
    }

    private static DroppedException dropped(AuthorizationRequest request, Throwable cause) {
        if (cause instanceof UndecidedException undecided) {
            return new DroppedException(undecided.reason(), request, String.valueOf(undecided.getMessage()));
        }
        return cause instanceof DroppedException || cause instanceof InternalErrorException || cause instanceof Error
                ? DroppedException.of(request, cause)
                : dropped(request, UndecidedException.failed(cause));
    }
}

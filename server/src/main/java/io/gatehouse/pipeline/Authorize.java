package io.gatehouse.pipeline;

import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import reactor.core.Fuseable.ScalarCallable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks for the verdict. A verdict from memory is taken on the spot; one that has to be waited for comes back to a worker, or
 * is given up at the deadline.
 */
final class Authorize {
    private final Authorizer authorizer;
    private final Scheduler workers;
    private final Scheduler timer;
    private final LongSupplier clock;

    Authorize(Authorizer authorizer, Scheduler workers, Scheduler timer, LongSupplier clock) {
        this.authorizer = authorizer;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
    }

    Mono<Decided> authorize(Decoded decoded) {
        Mono<Verdict> verdict = authorizer.authorize(
                decoded.request(), decoded.opened().arrival().deadline());
        if (!(verdict instanceof ScalarCallable)) {
            verdict = verdict.timeout(timeLeft(decoded), timer).publishOn(workers);
        }
        return verdict.map(decision -> new Decided(decoded, decision)).onErrorMap(Authorize::undecided);
    }

    private Duration timeLeft(Decoded decoded) {
        return Duration.ofNanos(Math.max(0, decoded.opened().arrival().deadline() - clock.getAsLong()));
    }

    private static Throwable undecided(Throwable cause) {
        if (cause instanceof DroppedException) {
            return cause;
        }
        if (cause instanceof UndecidedException undecided) {
            return new DroppedException(dropFor(undecided.reason()), String.valueOf(undecided.getMessage()));
        }
        String what = cause instanceof TimeoutException
                ? "the directory did not answer in time"
                : "the directory failed: " + cause;
        return new DroppedException(Drop.UNDECIDED, what);
    }

    private static Drop dropFor(UndecidedException.Reason reason) {
        return switch (reason) {
            case DIRECTORY_FAILED -> Drop.UNDECIDED;
            case TOO_MANY_FAILURES -> Drop.FAILURE_LIMIT;
            case LOOKUPS_FULL -> Drop.LOOKUPS_FULL;
            case HASHING_FULL -> Drop.HASHING_FULL;
            case HASHING_LATE -> Drop.HASHING_LATE;
        };
    }
}

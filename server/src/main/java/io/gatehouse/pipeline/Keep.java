package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Where no answer may be sent before there is a record of it: waits for that, within the budget and on no thread. */
final class Keep {
    private final Function<Decision, CompletableFuture<Void>> recorder;
    private final Admit time;
    private final Scheduler workers;
    private final Scheduler timer;
    private final LongSupplier clock;

    /** @param recorder begins to record a decision; what it returns ends when that is done, or cannot be done */
    Keep(
            Function<Decision, CompletableFuture<Void>> recorder,
            Admit time,
            Scheduler workers,
            Scheduler timer,
            LongSupplier clock) {
        this.recorder = recorder;
        this.time = time;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
    }

    Mono<Signed> keep(Signed signed) {
        Exchange exchange = signed.exchange();
        AuthorizationRequest request = signed.request();
        time.requireTime(exchange, request);
        Envelope message = exchange.message();
        message.releaseBody();
        Arrival arrival = exchange.arrival();
        long now = clock.getAsLong();
        Decision decision = new Decision(
                request,
                signed.authorization(),
                arrival.arrivedAt(),
                arrival.arrivedAt(),
                now,
                exchange.configuration());
        return Mono.fromFuture(recorder.apply(decision))
                .timeout(exchange.timeLeft(now), timer)
                .publishOn(workers)
                .onErrorMap(error -> notRecorded(request, error))
                .thenReturn(signed);
    }

    private static DroppedException notRecorded(AuthorizationRequest request, Throwable error) {
        return error instanceof TimeoutException
                ? new DroppedException(Drop.NOT_RECORDED, request)
                : new DroppedException(Drop.NOT_RECORDED, request, String.valueOf(error.getMessage()));
    }
}

package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import java.util.function.LongSupplier;

/** The first step: what cannot be answered any more, or cannot be answered at all, costs nothing further. */
final class Admit {
    private final LongSupplier clock;

    Admit(LongSupplier clock) {
        this.clock = clock;
    }

    Arrival admit(Arrival arrival) {
        if (arrival.replyTo() == null) {
            throw new DroppedException(Drop.NO_REPLY);
        }
        if (arrival.bodyLength() == 0) {
            throw new DroppedException(Drop.EMPTY);
        }
        if (arrival.expiredAt(clock.getAsLong())) {
            throw new DroppedException(Drop.DEADLINE);
        }
        return arrival;
    }

    /** Asked again before each step that costs much. */
    void requireTime(Exchange exchange, AuthorizationRequest request) {
        if (exchange.expiredAt(clock.getAsLong())) {
            throw new DroppedException(Drop.DEADLINE, request);
        }
    }
}

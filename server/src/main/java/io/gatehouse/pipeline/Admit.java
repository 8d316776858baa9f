package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The first step: what cannot be answered any more, or cannot be answered at all, costs nothing further. */
final class Admit {
    private final LongSupplier clock;

    Admit(LongSupplier clock) {
        this.clock = clock;
    }

    Arrival admit(Arrival arrival) {
        if (arrival.replyTo() == null) {
            throw new DroppedException(Drop.NO_REPLY, "the message has no reply subject");
        }
        if (arrival.message().bodyLength() == 0) {
            throw new DroppedException(Drop.EMPTY, "the message is empty");
        }
        requireTime(arrival, null);
        return arrival;
    }

    /** Asked again before each step that costs much. */
    void requireTime(Decoded decoded) {
        requireTime(decoded.exchange().arrival(), decoded.request());
    }

    private void requireTime(Arrival arrival, @Nullable AuthorizationRequest request) {
        if (arrival.expiredAt(clock.getAsLong())) {
            throw new DroppedException(Drop.DEADLINE, request, "the time to answer is over");
        }
    }
}

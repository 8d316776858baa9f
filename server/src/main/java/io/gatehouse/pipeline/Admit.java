package io.gatehouse.pipeline;

import java.util.function.LongSupplier;

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
        requireTime(arrival);
        return arrival;
    }

    /** Asked again before each step that costs much. */
    void requireTime(Arrival arrival) {
        if (arrival.expiredAt(clock.getAsLong())) {
            throw new DroppedException(Drop.DEADLINE, "the time to answer is over");
        }
    }
}

package io.gatehouse.transport;

import io.gatehouse.pipeline.Intake;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The requests that lie in the buffer whole: where each begins and how long it is. Nothing is copied before it is wanted. */
final class Batch {
    private static final int FIELDS = 5;

    private final @Nullable RequestPort origin;
    /** As many as a buffer of the usual size holds. */
    private int[] places = new int[FIELDS * 256];

    private int count;

    /** @param origin the connection that the requests come from */
    Batch(@Nullable RequestPort origin) {
        this.origin = origin;
    }

    void add(MessageLine line) {
        int at = FIELDS * count;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at] = line.replyFrom();
        places[at + 1] = line.replyTo() - line.replyFrom();
        places[at + 2] = line.messageFrom();
        places[at + 3] = line.headers();
        places[at + 4] = line.total();
        count++;
    }

    /**
     * Gives the newest of them, as many as are worth taking, in the order in which they came.
     *
     * @param readAt when they were read
     * @param nothingElse whether the buffer holds nothing but them
     */
    void deliver(byte[] buffer, Intake intake, long readAt, boolean nothingElse) {
        if (count == 0) {
            return;
        }
        int taken = intake.worthTaking(count);
        if (taken < count) {
            intake.shed(count - taken);
        }
        for (int i = count - taken; i < count; i++) {
            intake.take(frame(buffer, FIELDS * i), readAt, nothingElse && i == count - 1);
        }
        count = 0;
    }

    private Frame frame(byte[] buffer, int at) {
        int replyLength = places[at + 1];
        int total = places[at + 4];
        byte[] bytes = new byte[replyLength + total];
        System.arraycopy(buffer, places[at], bytes, 0, replyLength);
        System.arraycopy(buffer, places[at + 2], bytes, replyLength, total);
        return new Frame(origin, bytes, replyLength, replyLength + places[at + 3]);
    }
}

package io.gatehouse.transport;

import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The requests that lie in the buffer whole: where each begins and how long it is. Nothing is copied before it is wanted. */
final class BufferedMessages implements MessageBatch {
    private static final int FIELDS = 5;

    private final @Nullable RequestPort origin;
    private byte[] buffer = {};
    /** As many as a buffer of the usual size holds. */
    private int[] places = new int[FIELDS * 256];

    private int count;
    private long readAt;
    private boolean allThatWasRead;

    /** @param origin the connection that the requests come from */
    BufferedMessages(@Nullable RequestPort origin) {
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
     * Gives them to the intake and begins anew.
     *
     * @param nothingElse whether the buffer holds nothing but them
     * @return what the intake says
     */
    boolean deliver(byte[] read, Intake intake, long moment, boolean nothingElse) {
        buffer = read;
        readAt = moment;
        allThatWasRead = nothingElse;
        boolean behind = intake.take(this);
        count = 0;
        return behind;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public long readAt() {
        return readAt;
    }

    @Override
    public boolean isAllThatWasRead() {
        return allThatWasRead;
    }

    @Override
    public Frame message(int place) {
        int at = FIELDS * place;
        int replyLength = places[at + 1];
        int total = places[at + 4];
        byte[] bytes = new byte[replyLength + total];
        System.arraycopy(buffer, places[at], bytes, 0, replyLength);
        System.arraycopy(buffer, places[at + 2], bytes, replyLength, total);
        return new Frame(origin, bytes, replyLength, replyLength + places[at + 3]);
    }
}

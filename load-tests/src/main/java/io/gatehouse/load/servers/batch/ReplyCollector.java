package io.gatehouse.load.servers.batch;

import io.gatehouse.load.nats.NatsConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Assigns each reply to the batch of its request, by the number at the end of the reply subject. */
public final class ReplyCollector implements NatsConnection.Receiver {
    private static final int STATUS_AT = "NATS/1.0 ".length();
    private static final int DIGITS = 15;

    private final int numberAt;
    private final List<RequestBatch> batches = new CopyOnWriteArrayList<>();
    private final AtomicLong strays = new AtomicLong();

    /**
     * @param inbox the reply subject without the number
     */
    public ReplyCollector(String inbox) {
        this.numberAt = inbox.length() + 1;
    }

    /** From now on, answers to this batch are expected. */
    public void expect(RequestBatch batch) {
        batches.add(0, batch);
    }

    /** Answers to no request of ours. */
    public long strays() {
        return strays.get();
    }

    @Override
    public void message(
            long atNanos, byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength) {
        long number = number(buffer, subjectAt + numberAt, subjectEnd);
        RequestBatch batch = number < 0 ? null : batch(number);
        if (batch == null) {
            strays.incrementAndGet();
        } else if (bodyLength == 0 && isNoResponders(buffer, bodyAt - headerLength, headerLength)) {
            batch.nobodyListens();
        } else {
            batch.answer((int) (number - batch.first()), atNanos, buffer, bodyAt, bodyLength);
        }
    }

    private @Nullable RequestBatch batch(long number) {
        for (RequestBatch batch : batches) {
            if (batch.has(number)) {
                return batch;
            }
        }
        return null;
    }

    private static boolean isNoResponders(byte[] buffer, int at, int length) {
        int status = at + STATUS_AT;
        return length >= STATUS_AT + 3
                && buffer[status] == '5'
                && buffer[status + 1] == '0'
                && buffer[status + 2] == '3';
    }

    private static long number(byte[] buffer, int from, int end) {
        if (from >= end || end - from > DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < end; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

package io.gatehouse.directory.bucket;

import io.nats.client.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the client library has handed over of a bucket, and nobody has read yet. Once it were more bytes than it may be, nothing
 * more is taken: there has to be another reading. Filled by the client library's thread, emptied by one other.
 */
final class KvArrivals {
    /** What a message takes beside its payload, in bytes, rather too much. */
    private static final int REST = 1_024;

    private final KvWindow window;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long largest;
    private volatile boolean full;

    KvArrivals(KvWindow window) {
        this.window = window;
    }

    /** Takes a message, unless there is no room for it beside others. */
    void add(Message message) {
        long weight = weight(message);
        largest = Math.max(largest, weight);
        long before = bytes.get();
        if (before > 0 && before + weight > window.bytes()) {
            full = true;
        }
        if (!full) {
            bytes.addAndGet(weight);
            waiting.add(message);
        }
    }

    /**
     * The next message; null when there is none for so long.
     *
     * @throws KvException when there was no room for one
     */
    @Nullable Message poll(long millis) throws KvException, InterruptedException {
        Message message = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (full) {
            throw new KvException("its records are large, and " + window.messages()
                    + " at a time are too many for the heap: it is read again, " + next().messages() + " at a time");
        }
        if (message != null) {
            bytes.addAndGet(-weight(message));
        }
        return message;
    }

    /** What the next reading is to keep to. */
    KvWindow next() {
        return full ? window.narrowed(largest) : window;
    }

    /** The same after a reading that was whole and lasted: there is nothing left of what there was no room for. */
    KvWindow nextAfterLasting() {
        return full ? next() : KvWindow.ofProcess();
    }

    private static long weight(Message message) {
        byte[] payload = message.getData();
        return payload == null ? REST : (long) REST + payload.length;
    }
}

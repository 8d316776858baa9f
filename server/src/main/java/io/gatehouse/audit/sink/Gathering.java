package io.gatehouse.audit.sink;

import java.time.Duration;

/**
 * How many records are stored together.
 *
 * @param time for how long they gather, where no answer waits for its record
 * @param records the most of a chunk
 * @param bytes no more are added to a chunk that has so many
 */
public record Gathering(Duration time, int records, int bytes) {
    /** One write of a file takes less than the records of it. */
    static final Gathering OF_WRITES = new Gathering(Duration.ofMillis(25), 256, 64 * 1024);

    /**
     * nats-server takes no more than 1,000 messages in a batch, and stages each batch in a folder of its own, which it flushes to the disk: some
     * milliseconds, whatever their number.
     */
    static final Gathering OF_BATCHES = new Gathering(Duration.ofMillis(100), 1_000, 512 * 1024);
}

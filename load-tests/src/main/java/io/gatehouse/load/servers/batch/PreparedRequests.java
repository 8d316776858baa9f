package io.gatehouse.load.servers.batch;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.report.ProgressBar;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are ready to be sent, in blocks of large arrays; a block is released when all of it has been sent. Preparing
 * uses all processors.
 */
public final class PreparedRequests {
    private static final int BLOCK = 1024;

    private final @Nullable Block[] blocks;
    private final int[] unsent;
    private final int count;

    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Block(byte[] bytes, int[] ends) {}

    private PreparedRequests(int count) {
        this.count = count;
        this.blocks = new @Nullable Block[(count + BLOCK - 1) / BLOCK];
        this.unsent = new int[blocks.length];
        Arrays.fill(unsent, BLOCK);
    }

    /**
     * Prepares requests.
     *
     * @param first the number of the first request
     * @param clients the client that each is about, by index from 0
     */
    public static PreparedRequests prepare(
            FrameWriter writer, long first, int count, IntUnaryOperator clients, ProgressBar bar) {
        PreparedRequests requests = new PreparedRequests(count);
        AtomicInteger next = new AtomicInteger();
        Parallel.run("prepare", () -> {
            for (int block = next.getAndIncrement(); block < requests.blocks.length; block = next.getAndIncrement()) {
                bar.add(requests.fill(block, writer, first, clients));
            }
        });
        return requests;
    }

    private int fill(int block, FrameWriter writer, long first, IntUnaryOperator clients) {
        int from = block * BLOCK;
        int to = Math.min(count, from + BLOCK);
        int[] ends = new int[to - from];
        byte[] bytes = new byte[0];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte[] frame = writer.frame(first + i, clients.applyAsInt(i));
            if (bytes.length - length < frame.length) {
                bytes = Arrays.copyOf(bytes, length + frame.length * (to - i) + 64 * (to - i));
            }
            System.arraycopy(frame, 0, bytes, length, frame.length);
            length += frame.length;
            ends[i - from] = length;
        }
        blocks[block] = new Block(Arrays.copyOf(bytes, length), ends);
        unsent[block] = to - from;
        return to - from;
    }

    int size() {
        return count;
    }

    /** Gathers a request for sending; each may be sent once. */
    void send(int index, NatsConnection to) throws IOException {
        int number = index / BLOCK;
        Block block = blocks[number];
        if (block == null) {
            throw new IllegalStateException("request " + index + " was sent already");
        }
        int at = index % BLOCK;
        int start = at == 0 ? 0 : block.ends[at - 1];
        to.append(block.bytes, start, block.ends[at] - start);
        if (--unsent[number] == 0) {
            blocks[number] = null;
        }
    }
}

package io.gatehouse.bench;

import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Unpacked;

/** One side of a comparison: a service whose requests come one by one, and are answered by the thread that brings them. */
final class WarmSide implements AutoCloseable {
    private static final String REPLY_TO = "_INBOX.Lx2tRk1mQ7g8cVw.reply";

    private final WarmDirectory directory;
    private final Gate gate;
    private final Requests ring;

    WarmSide(WarmDirectory directory, Gate gate, Requests ring) {
        this.directory = directory;
        this.gate = gate;
        this.ring = ring;
    }

    /** Answers the next requests. */
    void answer(int requests) {
        String header = ring.xkeyHeader();
        for (int i = 0; i < requests; i++) {
            gate.take(MessageBatch.of(new Unpacked(ring.next(), header, REPLY_TO), System.nanoTime(), true));
        }
    }

    @Override
    public void close() {
        gate.dispose();
        directory.close();
    }
}

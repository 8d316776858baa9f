package io.gatehouse.load.servers.batch;

import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.report.ProgressBar;
import java.util.concurrent.atomic.AtomicInteger;

/** Verifies all answers of a batch, on all processors, after the measured time. */
public final class BatchVerification {
    private static final int BLOCK = 256;

    private final AnswerVerifier verifier;
    private final long zeroNanos = System.nanoTime();
    private final long zeroMillis = System.currentTimeMillis();

    public BatchVerification(AnswerVerifier verifier) {
        this.verifier = verifier;
    }

    /** Verifies every answer that was not verified before, and releases their bodies. */
    public void run(RequestBatch batch, ProgressBar bar) {
        AtomicInteger next = new AtomicInteger();
        Parallel.run("verify", () -> {
            for (int from = next.getAndAdd(BLOCK); from < batch.size(); from = next.getAndAdd(BLOCK)) {
                int to = Math.min(batch.size(), from + BLOCK);
                bar.add(verify(batch, from, to));
            }
        });
        batch.releaseVerified();
    }

    private int verify(RequestBatch batch, int from, int to) {
        int verified = 0;
        for (int i = from; i < to; i++) {
            verified += batch.verify(i, verifier, zeroNanos, zeroMillis) ? 1 : 0;
        }
        return verified;
    }
}

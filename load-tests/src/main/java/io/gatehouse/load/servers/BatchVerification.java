package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.report.ProgressBar;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges all answers of a batch, on all processors, after the measured time. */
final class BatchVerification {
    private static final int BLOCK = 256;

    private final AnswerVerifier judge;
    private final long zeroNanos = System.nanoTime();
    private final long zeroMillis = System.currentTimeMillis();

    BatchVerification(AnswerVerifier judge) {
        this.judge = judge;
    }

    /** Judges every answer that was not judged before, and lets their bodies go. */
    void run(RequestBatch batch, ProgressBar bar) {
        AtomicInteger next = new AtomicInteger();
        Parallel.run("verify", () -> {
            for (int from = next.getAndAdd(BLOCK); from < batch.size(); from = next.getAndAdd(BLOCK)) {
                int to = Math.min(batch.size(), from + BLOCK);
                bar.add(judge(batch, from, to));
            }
        });
        batch.forgetJudged();
    }

    private int judge(RequestBatch batch, int from, int to) {
        int judged = 0;
        for (int i = from; i < to; i++) {
            judged += batch.judge(i, judge, zeroNanos, zeroMillis) ? 1 : 0;
        }
        return judged;
    }
}

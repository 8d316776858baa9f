package io.gatehouse.load.servers;

import io.gatehouse.load.answer.Judge;
import io.gatehouse.load.report.ProgressBar;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges all answers of a volley, on all processors, after the measured time. */
final class Verification {
    private static final int BLOCK = 256;

    private final Judge judge;
    private final long zeroNanos = System.nanoTime();
    private final long zeroMillis = System.currentTimeMillis();

    Verification(Judge judge) {
        this.judge = judge;
    }

    /** Judges every answer that was not judged before, and lets their bodies go. */
    void run(Volley volley, ProgressBar bar) {
        AtomicInteger next = new AtomicInteger();
        Parallel.run("verify", () -> {
            for (int from = next.getAndAdd(BLOCK); from < volley.size(); from = next.getAndAdd(BLOCK)) {
                int to = Math.min(volley.size(), from + BLOCK);
                bar.add(judge(volley, from, to));
            }
        });
        volley.forgetJudged();
    }

    private int judge(Volley volley, int from, int to) {
        int judged = 0;
        for (int i = from; i < to; i++) {
            judged += volley.judge(i, judge, zeroNanos, zeroMillis) ? 1 : 0;
        }
        return judged;
    }
}

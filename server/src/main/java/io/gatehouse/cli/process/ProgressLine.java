package io.gatehouse.cli.process;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** How far something long has come, as one line that is written over; only where a person looks on, and only when it takes time. */
public final class ProgressLine {
    private static final int WIDTH = 30;
    private static final long PAUSE_NANOS = 200_000_000;

    private final @Nullable PrintWriter out;
    private final String what;
    private final long total;
    private long shownAt = System.nanoTime();
    private boolean shown;

    /**
     * @param out null for nobody
     * @param total of how many; 0 where that is not known
     */
    public ProgressLine(@Nullable PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    public void at(int done) {
        long now = System.nanoTime();
        if (out == null || now - shownAt < PAUSE_NANOS) {
            return;
        }
        shownAt = now;
        shown = true;
        out.print("\r" + what + " " + (total == 0 ? String.valueOf(done) : bar(done)));
        out.flush();
    }

    private String bar(int done) {
        int filled = (int) Math.min(WIDTH, WIDTH * (long) done / total);
        return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + " of " + total;
    }

    /** Takes the line away. */
    public void end() {
        if (out != null && shown) {
            out.print("\r" + " ".repeat(what.length() + WIDTH + 30) + "\r");
            out.flush();
        }
    }
}

package io.gatehouse.load.report;

import java.io.PrintStream;

/**
 * One line on a terminal that says how far a task is. Where there is no terminal it prints nothing, unless it is asked
 * to: then a line for every tenth. May be updated by many threads.
 */
public final class ProgressBar implements AutoCloseable {
    /** Where a bar is drawn. */
    public enum BarStyle {
        /** Over and over in the same line. */
        TERMINAL,
        /** A line for every tenth. */
        LINES,
        NONE
    }

    private static final String TERMINAL_PROPERTY = "gatehouse.terminal";
    private static final int WIDTH = 28;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final BarStyle style;
    private final String task;
    private final long total;
    private long done;
    private String note = "";
    private long drawnAt;
    private long lastTenth = -1;
    private int drawn;

    /**
     * @param task what is done, in a word or two
     * @param total how much there is to do, in any unit
     */
    public ProgressBar(PrintStream out, BarStyle style, String task, long total) {
        this.out = out;
        this.style = style;
        this.task = task;
        this.total = Math.max(1, total);
        this.drawnAt = System.nanoTime() - REDRAW_NANOS;
        if (style == BarStyle.TERMINAL) {
            draw(true);
        }
    }

    /**
     * A bar on stderr: drawn only where stderr is a terminal, unless it is asked for. The launcher knows whether
     * stderr is a terminal, and says so in the system property {@code gatehouse.terminal}.
     *
     * @param evenSo also where there is no terminal
     */
    public static ProgressBar onStderr(boolean evenSo, String task, long total) {
        BarStyle elsewhere = evenSo ? BarStyle.LINES : BarStyle.NONE;
        BarStyle style = Boolean.getBoolean(TERMINAL_PROPERTY) ? BarStyle.TERMINAL : elsewhere;
        return new ProgressBar(System.err, style, task, total);
    }

    /** So much is done by now; the note is printed after the bar. */
    public synchronized void at(long done, String note) {
        this.done = Math.min(total, done);
        this.note = note;
        draw(false);
    }

    /** So much more is done. */
    public synchronized void add(long more) {
        at(done + more, note);
    }

    /** All is done; the note stays as it is. */
    public synchronized void complete() {
        at(total, note);
    }

    /** Ends the line; what was done stays to be read. */
    @Override
    public synchronized void close() {
        draw(true);
        if (style == BarStyle.TERMINAL && drawn > 0) {
            out.println();
        }
        drawn = 0;
    }

    private void draw(boolean last) {
        if (style == BarStyle.TERMINAL) {
            if (last || System.nanoTime() - drawnAt >= REDRAW_NANOS) {
                overwrite(line());
                // The first time takes longer than the pause on a busy machine.
                drawnAt = System.nanoTime();
            }
        } else if (style == BarStyle.LINES && done * 10 / total > lastTenth) {
            lastTenth = done * 10 / total;
            out.println(line());
        }
    }

    private void overwrite(String line) {
        String pad = " ".repeat(Math.max(0, drawn - line.length()));
        out.print("\r" + line + pad);
        out.flush();
        drawn = line.length();
    }

    private String line() {
        int filled = (int) (WIDTH * done / total);
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        String percent = String.format("%3d%%", 100 * done / total);
        return (task + " [" + bar + "] " + percent + " " + note).stripTrailing();
    }
}

package io.gatehouse.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The lines that a server has printed, over all its restarts; at least the last 20,000 are kept in memory. */
public final class ServerLog {
    private static final int KEPT = 20_000;
    private static final int TAIL = 25;
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    private final List<String> kept = new ArrayList<>();
    private long forgotten;
    private boolean ended;

    /** How many lines there are by now: a place to start to look from. */
    public synchronized long mark() {
        return forgotten + kept.size();
    }

    public List<String> lines() {
        return linesAfter(0);
    }

    public synchronized List<String> linesAfter(long mark) {
        int from = (int) Math.min(kept.size(), Math.max(0, mark - forgotten));
        return List.copyOf(kept.subList(from, kept.size()));
    }

    /** The first line in which the expression is found, waited for up to half a minute. */
    public String await(String regex) {
        return await(regex, 0, USUAL_LIMIT);
    }

    /** The first such line after the mark, waited for up to half a minute. */
    public String awaitAfter(long mark, String regex) {
        return await(regex, mark, USUAL_LIMIT);
    }

    /**
     * The first such line after the mark.
     *
     * @throws NatsServerException if the server ends or the time is over before such a line is printed
     */
    public String await(String regex, long mark, Duration limit) {
        return find(Pattern.compile(regex), mark, limit)
                .orElseThrow(() -> new NatsServerException(
                        "No line of the log matches '" + regex + "' " + why(limit) + tail(mark)));
    }

    /** The first such line after the mark; empty if the server ends or the time is over first. */
    public synchronized Optional<String> find(Pattern pattern, long mark, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long next = mark; ; ) {
            for (next = Math.max(next, forgotten); next < forgotten + kept.size(); next++) {
                String line = kept.get((int) (next - forgotten));
                if (pattern.matcher(line).find()) {
                    return Optional.of(line);
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** The last of the lines after the mark. */
    public List<String> lastLines(long mark) {
        List<String> all = linesAfter(mark);
        return all.subList(Math.max(0, all.size() - TAIL), all.size());
    }

    /** The same, each on a line of its own, for an error's message. */
    String tail(long mark) {
        List<String> last = lastLines(mark);
        return last.isEmpty() ? "; its log is empty" : "; the end of its log:\n  " + String.join("\n  ", last);
    }

    private String why(Duration limit) {
        return hasEnded() ? "and it has ended" : "within " + limit.toMillis() + " ms";
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    synchronized void begin() {
        ended = false;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void add(String line) {
        kept.add(line);
        if (kept.size() > 2 * KEPT) {
            kept.subList(0, KEPT).clear();
            forgotten += KEPT;
        }
        notifyAll();
    }
}

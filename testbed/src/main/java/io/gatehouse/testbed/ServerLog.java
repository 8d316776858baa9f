package io.gatehouse.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** The lines that a server has printed, over all its restarts; at least the last 20,000 are kept in memory. */
public final class ServerLog {
    private static final int KEPT = 20_000;
    private static final int TAIL = 25;
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> kept = new ArrayList<>();
    private long forgotten;
    private boolean ended;

    ServerLog() {}

    /** How many lines there are by now: a place to start to look from. */
    public long mark() {
        lock.lock();
        try {
            return forgotten + kept.size();
        } finally {
            lock.unlock();
        }
    }

    public List<String> lines() {
        return linesAfter(0);
    }

    public List<String> linesAfter(long mark) {
        lock.lock();
        try {
            int from = (int) Math.min(kept.size(), Math.max(0, mark - forgotten));
            return List.copyOf(kept.subList(from, kept.size()));
        } finally {
            lock.unlock();
        }
    }

    /** The first line in which the expression is found, waited for up to ten seconds. */
    public String await(String regex) {
        return await(regex, 0, USUAL_LIMIT);
    }

    /** The first such line after the mark, waited for up to ten seconds. */
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

    /** Empty if the server ends or the time is over first. */
    Optional<String> find(Pattern pattern, long mark, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            for (long next = mark; ; ) {
                for (next = Math.max(next, forgotten); next < forgotten + kept.size(); next++) {
                    String line = kept.get((int) (next - forgotten));
                    if (pattern.matcher(line).find()) {
                        return Optional.of(line);
                    }
                }
                if (ended || nanos <= 0) {
                    return Optional.empty();
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The last lines after the mark, each on a line of its own, for an error's message. */
    String tail(long mark) {
        List<String> all = linesAfter(mark);
        List<String> last = all.subList(Math.max(0, all.size() - TAIL), all.size());
        return last.isEmpty() ? "; its log is empty" : "; the end of its log:\n  " + String.join("\n  ", last);
    }

    private String why(Duration limit) {
        return hasEnded() ? "and it has ended" : "within " + limit.toMillis() + " ms";
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    void begin() {
        change(() -> ended = false);
    }

    void end() {
        change(() -> ended = true);
    }

    void add(String line) {
        change(() -> {
            kept.add(line);
            if (kept.size() > 2 * KEPT) {
                kept.subList(0, KEPT).clear();
                forgotten += KEPT;
            }
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

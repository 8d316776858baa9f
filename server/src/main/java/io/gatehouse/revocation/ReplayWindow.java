package io.gatehouse.revocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells messages that come for the first time from those that come again. Messages of one sender come in their order; those that were
 * sent longer ago than the window, by the clocks of both, count as sent before: unless this process was stopped, and hears them only now.
 * How long it was stopped, and for how long a sender was silent, is told by the uptime of the machine: a time of day that is set, forward
 * and back, widens nothing. Used by one thread at a time.
 */
public final class ReplayWindow {
    /** How far the clocks of two instances may be apart, and how long a message may be on its way. */
    public static final Duration WINDOW = Duration.ofSeconds(30);

    /** Senders that are remembered, each with a message within the window: who has no secret is none. */
    private static final int MOST_SENDERS = 4_096;

    /** Who does not come back for so long was stopped, as with a machine that is suspended. */
    private static final Duration STOPPED = Duration.ofSeconds(5);

    private final Map<String, Last> senders = new HashMap<>();
    /** When the last message was sent of those senders that are remembered no more. */
    private long leftOut = Long.MIN_VALUE;

    private long ranAt = -1;
    private long resumedAt;
    private long stopped;

    /**
     * The last message of a sender.
     *
     * @param at when it was sent
     * @param heardAt by the uptime
     */
    private record Last(long number, long at, long heardAt) {}

    /**
     * To be called once a second, so that it is known for how long this process was stopped.
     *
     * @param uptime of the machine, in milliseconds
     */
    void running(long uptime) {
        if (ranAt >= 0 && uptime - ranAt > STOPPED.toMillis()) {
            stopped = uptime - ranAt;
            resumedAt = uptime;
        }
        ranAt = uptime;
    }

    /** What was sent while this process was stopped is heard after it, and is not late. */
    private long stoppedOfLate(long uptime) {
        if (ranAt >= 0) {
            running(uptime);
        }
        return uptime - resumedAt <= WINDOW.toMillis() ? stopped : 0;
    }

    /**
     * Whether a message is new; it is not when it comes again.
     *
     * @param sender a name that each process makes up for itself
     * @param number of the message among those of the sender, which only rises
     * @param at when it was sent, in milliseconds since 1970
     * @param now in milliseconds since 1970
     * @param uptime of the machine, in milliseconds
     */
    public boolean isNew(String sender, long number, long at, long now, long uptime) {
        long late = now - at;
        if (late < -WINDOW.toMillis() || late > WINDOW.toMillis() + stoppedOfLate(uptime)) {
            return false;
        }
        Last last = senders.get(sender);
        if (last == null ? at <= leftOut : number <= last.number) {
            return false;
        }
        if (last == null && senders.size() >= MOST_SENDERS) {
            leaveOut(uptime);
            if (senders.size() >= MOST_SENDERS) {
                return false;
            }
        }
        senders.put(sender, new Last(number, at, uptime));
        return true;
    }

    /** Those who are silent for longer than a message may be on its way. */
    private void leaveOut(long uptime) {
        senders.values().removeIf(last -> {
            boolean silent = uptime - last.heardAt > 2 * WINDOW.toMillis();
            if (silent) {
                leftOut = Math.max(leftOut, last.at);
            }
            return silent;
        });
    }
}

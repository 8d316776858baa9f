package io.gatehouse.revocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells messages that come for the first time from those that come again. Messages of one sender come in their order; those that were
 * sent longer ago than the window, by the clocks of both, count as sent before: unless this process was stopped, and hears them only now.
 * Used by one thread at a time.
 */
public final class ReplayWindow {
    /** How far the clocks of two instances may be apart, and how long a message may be on its way. */
    public static final Duration WINDOW = Duration.ofSeconds(30);

    /** Senders that are remembered, each with a message within the window: who has no secret is none. */
    private static final int MOST_SENDERS = 4_096;

    /** Who does not come back for so long was stopped, as with a machine that is suspended. */
    private static final Duration STOPPED = Duration.ofSeconds(5);

    private final Map<String, Last> senders = new HashMap<>();
    private long ranAt = -1;
    private long resumedAt;
    private long stopped;

    /** The last message of a sender. */
    private record Last(long number, long heardAt) {}

    /**
     * To be called once a second, so that it is known for how long this process was stopped.
     *
     * @param now in milliseconds since 1970
     */
    void running(long now) {
        if (ranAt >= 0 && now - ranAt > STOPPED.toMillis()) {
            stopped = now - ranAt;
            resumedAt = now;
        }
        ranAt = now;
    }

    /** What was sent while this process was stopped is heard after it, and is not late. */
    private long stoppedOfLate(long now) {
        if (ranAt >= 0) {
            running(now);
        }
        return now - resumedAt <= WINDOW.toMillis() ? stopped : 0;
    }

    /**
     * Whether a message is new; it is not when it comes again.
     *
     * @param now in milliseconds since 1970
     */
    boolean isNew(PeerMessage message, long now) {
        return isNew(message.sender(), message.number(), message.at(), now);
    }

    /**
     * The same.
     *
     * @param sender a name that each process makes up for itself
     * @param number of the message among those of the sender, which only rises
     * @param at when it was sent, in milliseconds since 1970
     */
    public boolean isNew(String sender, long number, long at, long now) {
        long late = now - at;
        if (late < -WINDOW.toMillis() || late > WINDOW.toMillis() + stoppedOfLate(now)) {
            return false;
        }
        Last last = senders.get(sender);
        if (last != null && number <= last.number) {
            return false;
        }
        if (last == null && senders.size() >= MOST_SENDERS) {
            // What a sender has sent before the window is refused by its age.
            senders.values().removeIf(other -> now - other.heardAt > 2 * WINDOW.toMillis());
            if (senders.size() >= MOST_SENDERS) {
                return false;
            }
        }
        senders.put(sender, new Last(number, now));
        return true;
    }
}

package io.gatehouse.revocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells messages that come for the first time from those that come again. Messages of one sender come in their order; those that were
 * sent longer ago than the window, by the clocks of both, count as sent before. Used by one thread.
 */
public final class ReplayWindow {
    /** How far the clocks of two instances may be apart, and how long a message may be on its way. */
    public static final Duration WINDOW = Duration.ofSeconds(30);

    /** Senders that are remembered, each with a message within the window: who has no secret is none. */
    private static final int MOST_SENDERS = 4_096;

    private final Map<String, Last> senders = new HashMap<>();

    /** The last message of a sender. */
    private record Last(long number, long heardAt) {}

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
        if (Math.abs(now - at) > WINDOW.toMillis()) {
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

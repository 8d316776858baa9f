package io.gatehouse.revocation.poll;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each of the other instances was last heard, by which is known whether it still was there to close sessions. Used by one thread. */
final class OtherInstances {
    /** Each start of a process is an instance of its own. */
    static final int MOST = 1_000;

    private final Duration closing;
    /** The one that was heard longest ago first. */
    private final Map<String, Last> heard = new LinkedHashMap<>();

    /**
     * The last message of one.
     *
     * @param heardAt in {@link System#nanoTime()}
     * @param at when it was sent, by the sender's clock, in milliseconds since 1970
     */
    private record Last(long heardAt, long at) {}

    /** @param closing within this an instance has closed the sessions of a user, where all servers answer */
    OtherInstances(Duration closing) {
        this.closing = closing;
    }

    /** How long it takes to close the sessions of a user. */
    long closing() {
        return closing.toNanos();
    }

    /**
     * An instance has sent a message.
     *
     * @param at when, by its own clock, in milliseconds since 1970
     */
    void heard(String instance, long now, long at) {
        heard.remove(instance);
        if (heard.size() >= MOST) {
            heard.remove(heard.keySet().iterator().next());
        }
        heard.put(instance, new Last(now, at));
    }

    /**
     * Whether an instance must have closed the sessions: it has sent a message later than that takes. By its own clock too, since messages may
     * be late; and by this one's, since its clock may be set.
     */
    boolean hasClosed(OtherCloser closer) {
        Last last = heard.get(closer.instance());
        return last != null
                && last.heardAt - closer.since() >= closing()
                && last.at - closer.at() >= closing.toMillis();
    }
}

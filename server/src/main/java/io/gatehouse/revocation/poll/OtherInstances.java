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
    private final Map<String, Long> heard = new LinkedHashMap<>();

    /** @param closing within this an instance has closed the sessions of a user, where all servers answer */
    OtherInstances(Duration closing) {
        this.closing = closing;
    }

    /** How long it takes to close the sessions of a user. */
    long closing() {
        return closing.toNanos();
    }

    /** An instance has sent a message. */
    void heard(String instance, long now) {
        heard.remove(instance);
        if (heard.size() >= MOST) {
            heard.remove(heard.keySet().iterator().next());
        }
        heard.put(instance, now);
    }

    /** Whether an instance that began to close sessions then was heard after it must have closed them. */
    boolean hasClosed(String instance, long since) {
        Long last = heard.get(instance);
        return last != null && last - since >= closing();
    }
}

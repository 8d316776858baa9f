package io.gatehouse.sessions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the first of the sessions that are found, and counts the others. May be used by many threads. */
final class FirstSessions {
    private final int most;
    private final Predicate<ServerSession> wanted;

    @GuardedBy("this") private final Map<Sessions.Place, ServerSession> kept = new LinkedHashMap<>();

    @GuardedBy("this") private long others;

    /**
     * @param most how many are kept
     * @param wanted which of them count at all
     */
    FirstSessions(int most, Predicate<ServerSession> wanted) {
        this.most = most;
        this.wanted = wanted;
    }

    /** More of them, of which one may have come before: it is known again where it was kept. */
    synchronized void take(List<ServerSession> some) {
        for (ServerSession session : some) {
            Sessions.Place place = Sessions.Place.of(session);
            if (!wanted.test(session) || kept.containsKey(place)) {
                continue;
            }
            if (kept.size() < most) {
                kept.put(place, session);
            } else {
                others++;
            }
        }
    }

    synchronized CountedSessions counted(Coverage coverage) {
        return new CountedSessions(List.copyOf(kept.values()), kept.size() + others, coverage);
    }
}

package io.gatehouse.sessions;

import java.util.List;

/**
 * The first of the sessions that servers have told of, and how many there are.
 *
 * @param first as many as were to be kept
 * @param count all, those included; while sessions end one of the others may be counted twice
 */
public record CountedSessions(List<ServerSession> first, long count, Coverage coverage) {
    public CountedSessions {
        first = List.copyOf(first);
    }
}

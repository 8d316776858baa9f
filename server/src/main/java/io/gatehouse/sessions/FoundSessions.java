package io.gatehouse.sessions;

import java.util.List;

/** The sessions that servers have told of, and how many of the servers have. */
public record FoundSessions(List<ServerSession> sessions, Coverage coverage) {
    public FoundSessions {
        sessions = List.copyOf(sessions);
    }
}

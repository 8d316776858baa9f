package io.gatehouse.cli.sessions;

import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A session that was to be closed.
 *
 * @param result what became of it
 * @param time when that was known
 */
record EndedSession(ServerSession session, Closing result, Instant time) {
    static EndedSession now(ServerSession session, Closing result) {
        return new EndedSession(session, result, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** The result in a word. */
    String word() {
        return result.name().toLowerCase(Locale.ROOT);
    }
}

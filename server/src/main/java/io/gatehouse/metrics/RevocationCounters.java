package io.gatehouse.metrics;

import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts users who were revoked, and what became of their sessions. */
public final class RevocationCounters implements RevocationRecorder {
    final EnumCounters<By> revoked = new EnumCounters<>(By.class);
    final EnumCounters<Closing> sessions = new EnumCounters<>(Closing.class);
    final EnumCounters<Message> messages = new EnumCounters<>(Message.class);
    final LatencyHistogram durations = new LatencyHistogram();
    final LongAdder incomplete = new LongAdder();
    volatile boolean connected;
    /** Sessions on all servers; not a number while that is not known. */
    volatile double open = Double.NaN;

    @Override
    public void revoked(By by, int users) {
        revoked.add(by, users);
    }

    @Override
    public void closed(ServerSession session, Revoked user, Closing what, long nanos, boolean again) {
        sessions.add(what, 1);
        if (what == Closing.CLOSED) {
            durations.record(nanos);
        }
    }

    @Override
    public void message(Message what) {
        messages.add(what, 1);
    }

    @Override
    public void incomplete() {
        incomplete.increment();
    }

    @Override
    public void connected(boolean now) {
        connected = now;
    }

    @Override
    public void counted(OptionalLong sessions) {
        open = sessions.isPresent() ? sessions.getAsLong() : Double.NaN;
    }

    /** How many sessions that became of. */
    public long sessions(Closing what) {
        return sessions.get(what);
    }

    /** How many messages to other instances, or of them, that became of. */
    public long messages(Message what) {
        return messages.get(what);
    }

    /** Whether servers answer the user of the system account. */
    public boolean isConnected() {
        return connected;
    }
}

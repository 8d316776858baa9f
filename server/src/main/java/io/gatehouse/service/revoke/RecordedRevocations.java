package io.gatehouse.service.revoke;

import io.gatehouse.audit.ClosedSession;
import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Counts revocations, and tells the audit log of each session that was to be closed, but not of each try. */
record RecordedRevocations(RevocationRecorder counters, Consumer<ClosedSession> audit) implements RevocationRecorder {
    @Override
    public void revoked(By by, int users) {
        counters.revoked(by, users);
    }

    @Override
    public void closed(ServerSession session, Revoked user, Closing what, long nanos, boolean again) {
        counters.closed(session, user, what, nanos, again);
        if (again) {
            return;
        }
        audit.accept(new ClosedSession(
                what.name().toLowerCase(Locale.ROOT),
                session.user(),
                user.directory(),
                session.account(),
                host(session.address()),
                session.kind(),
                session.type(),
                session.client(),
                session.serverName(),
                session.cid(),
                nanos));
    }

    /** As decisions have it: without the port. */
    private static String host(String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void message(Message what) {
        counters.message(what);
    }

    @Override
    public void incomplete() {
        counters.incomplete();
    }

    @Override
    public void connected(boolean now) {
        counters.connected(now);
    }

    @Override
    public void counted(OptionalLong sessions) {
        counters.counted(sessions);
    }
}

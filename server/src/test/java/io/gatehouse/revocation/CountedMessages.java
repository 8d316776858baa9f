package io.gatehouse.revocation;

import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what becomes of messages and of sessions. */
final class CountedMessages implements RevocationRecorder {
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<Closing> closed = new CopyOnWriteArrayList<>();
    private final List<Closing> told = new CopyOnWriteArrayList<>();
    private final List<OptionalLong> counts = new CopyOnWriteArrayList<>();
    private final AtomicInteger incomplete = new AtomicInteger();

    List<Message> messages() {
        return messages;
    }

    List<Closing> closed() {
        return closed;
    }

    /** The same without what could not be closed again. */
    List<Closing> told() {
        return told;
    }

    /** How many sessions all servers have, each time that it was told. */
    List<OptionalLong> counts() {
        return counts;
    }

    /** How often not each server has told of its sessions. */
    int incompleteLooks() {
        return incomplete.get();
    }

    @Override
    public void revoked(By by, int users) {}

    @Override
    public void closed(ServerSession session, Revoked user, Closing what, long nanos, boolean again) {
        closed.add(what);
        if (!again) {
            told.add(what);
        }
    }

    @Override
    public void message(Message what) {
        messages.add(what);
    }

    @Override
    public void incomplete() {
        incomplete.incrementAndGet();
    }

    @Override
    public void connected(boolean now) {}

    @Override
    public void counted(OptionalLong sessions) {
        counts.add(sessions);
    }
}

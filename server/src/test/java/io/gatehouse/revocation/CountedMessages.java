package io.gatehouse.revocation;

import io.gatehouse.sessions.Closing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what becomes of messages and of sessions. */
final class CountedMessages implements RevocationRecorder {
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<Closing> closed = new CopyOnWriteArrayList<>();

    List<Message> messages() {
        return messages;
    }

    List<Closing> closed() {
        return closed;
    }

    @Override
    public void revoked(By by, int users) {}

    @Override
    public void closed(Closing what, long nanos) {
        closed.add(what);
    }

    @Override
    public void message(Message what) {
        messages.add(what);
    }

    @Override
    public void incomplete() {}

    @Override
    public void connected(boolean now) {}
}

package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Remembers what was heard of messages, and nothing else. */
final class NoRevocations implements RevocationRecorder {
    final List<Message> messages = new ArrayList<>();

    @Override
    public void revoked(By by, int users) {}

    @Override
    public void closed(ServerSession session, Revoked user, Closing what, long nanos, boolean again) {}

    @Override
    public void message(Message what) {
        messages.add(what);
    }

    @Override
    public void incomplete() {}

    @Override
    public void connected(boolean now) {}

    @Override
    public void counted(OptionalLong sessions) {}
}

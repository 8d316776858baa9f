package io.gatehouse.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A session of a client, on one server. */
public final class SampleSession {
    private SampleSession() {}

    /** One that has just begun. */
    public static ServerSession of(long cid, String user, String account) {
        return of(cid, user, account, Duration.ZERO);
    }

    /** One of that age, with these marks. */
    public static ServerSession of(long cid, String user, String account, Duration age, String... marks) {
        return new ServerSession(
                "NSERVER",
                "n1",
                cid,
                "Client",
                "nats",
                "127.0.0.1:1",
                user,
                account,
                "",
                "",
                "",
                List.of(marks),
                Instant.EPOCH,
                age);
    }
}

package io.gatehouse.service.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.ClosedSession;
import io.gatehouse.metrics.RevocationCounters;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is counted of sessions that were to be closed, and what is recorded. */
class RecordedRevocationsTest {
    private static final ServerSession SESSION = new ServerSession(
            "NABC",
            "n1",
            7,
            "Client",
            "nats",
            "[::1]:4000",
            "alice",
            "APP1",
            "",
            "app",
            "go",
            List.of(),
            Instant.EPOCH,
            Duration.ofSeconds(1));
    private static final Revoked ALICE =
            new Revoked("staff", "alice", Set.of("alice"), "APP1", false, none -> false, none -> false);

    private final RevocationCounters counters = new RevocationCounters();
    private final List<ClosedSession> audit = new ArrayList<>();
    private final RecordedRevocations recorded = new RecordedRevocations(counters, audit::add);

    /** A user who may not close sessions tries it for half an hour; that must not fill the audit log. */
    @Test
    void eachTryIsCountedAndASessionRecordedOnceForWhatBecameOfIt() {
        recorded.closed(SESSION, ALICE, Closing.FAILED, 1_000, false);
        recorded.closed(SESSION, ALICE, Closing.FAILED, 2_000, true);
        recorded.closed(SESSION, ALICE, Closing.FAILED, 3_000, true);
        recorded.closed(SESSION, ALICE, Closing.CLOSED, 4_000, false);

        assertThat(counters.sessions(Closing.FAILED)).isEqualTo(3);
        assertThat(counters.sessions(Closing.CLOSED)).isEqualTo(1);
        assertThat(audit).extracting(ClosedSession::result).containsExactly("failed", "closed");
        assertThat(audit).extracting(ClosedSession::host).containsOnly("::1");
    }
}

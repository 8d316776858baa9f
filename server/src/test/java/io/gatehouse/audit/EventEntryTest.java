package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What events hold while they wait. */
class EventEntryTest {
    private final AuditQueue queue = new AuditQueue(10_000);

    /** Clients choose what they call themselves, and so what a closed session holds. */
    @Test
    void theTextsOfClientsCount() {
        ClosedSession session = new ClosedSession(
                "closed", "alice", "staff", "APP1", "h", "Client", "nats", "x".repeat(4_000), "n1", 1, 1_000);

        assertThat(queue.offer(EventEntry.of(RecordType.CLOSED, session.length(), session::write)))
                .isGreaterThan(4_000);
        assertThat(queue.offer(EventEntry.of(RecordType.CLOSED, session.length(), session::write)))
                .isGreaterThan(8_000);
        assertThat(queue.offer(EventEntry.of(RecordType.CLOSED, session.length(), session::write)))
                .isNegative();
        queue.take().forEach(queue::release);
        assertThat(queue.bytes()).isZero();
    }
}

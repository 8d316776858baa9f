package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.Test;

/** However many messages may be on their way, what waits to be read is bounded in bytes. */
class KvArrivalsTest {
    private static final int KIB = 1024;

    private static Message message(int bytes) {
        return NatsMessage.builder().subject("a").data(new byte[bytes]).build();
    }

    @Test
    void areHandedOnInTheirOrderAndMakeRoom() throws Exception {
        KvArrivals arrivals = new KvArrivals(new KvWindow(2_048, 64 * KIB));
        for (int i = 0; i < 100; i++) {
            Message message = message(20 * KIB + i);
            arrivals.add(message);
            arrivals.add(message(20 * KIB));
            assertThat(arrivals.poll(0)).isSameAs(message);
            assertThat(arrivals.poll(0)).isNotNull();
        }
        assertThat(arrivals.poll(0)).isNull();
        assertThat(arrivals.next()).isEqualTo(new KvWindow(2_048, 64 * KIB));
    }

    @Test
    void endTheReadingWhereTheyAreTooMuchAndTheNextHasFewerAtATime() {
        KvArrivals arrivals = new KvArrivals(new KvWindow(2_048, 64 * KIB));
        for (int i = 0; i < 2_048; i++) {
            arrivals.add(message(15 * KIB));
        }
        assertThatThrownBy(() -> arrivals.poll(0))
                .isInstanceOf(KvException.class)
                .hasMessageContaining("2048 at a time are too many for the heap: it is read again, 4 at a time");
        assertThat(arrivals.next().messages()).isEqualTo(4);
    }

    /** One must always get through: what is larger than everything that may wait is read alone. */
    @Test
    void takeOneOfAnySize() throws Exception {
        KvArrivals arrivals = new KvArrivals(new KvWindow(2, 64 * KIB));
        arrivals.add(message(1_024 * KIB));
        assertThat(arrivals.poll(0)).isNotNull();
        arrivals.add(message(1_024 * KIB));
        arrivals.add(message(1));
        assertThatThrownBy(() -> arrivals.poll(0)).isInstanceOf(KvException.class);
        assertThat(arrivals.next().messages()).isOne();
    }

    /** A bucket that once had large records, or a heap that was full for a moment, is not read slowly for ever. */
    @Test
    void areAsManyAgainAfterAReadingThatLasted() throws Exception {
        KvArrivals narrow = new KvArrivals(new KvWindow(1, 64 * KIB));
        narrow.add(message(1));
        assertThat(narrow.poll(0)).isNotNull();
        assertThat(narrow.next().messages()).isOne();
        assertThat(narrow.nextAfterLasting()).isEqualTo(KvWindow.ofProcess());

        KvArrivals full = new KvArrivals(new KvWindow(4, 64 * KIB));
        full.add(message(40 * KIB));
        full.add(message(40 * KIB));
        assertThat(full.nextAfterLasting()).isEqualTo(full.next()).isEqualTo(new KvWindow(1, 64 * KIB));
    }

    @Test
    void windowsAreAcknowledgedBeforeTheServerHasToWait() {
        assertThat(new KvWindow(2_048, 1).acknowledgedAtOnce()).isEqualTo(512);
        assertThat(new KvWindow(1, 1).acknowledgedAtOnce()).isOne();
    }
}

package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.impl.LibraryReader;
import io.nats.client.impl.NatsMessage;
import java.io.ByteArrayInputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gatehouse's reader against the client library's own: the same bytes, the same messages, but for the differences that are
 * wanted. {@code -Dgatehouse.wire.streams=10000000} reads more streams, {@code -Dgatehouse.wire.first=N} others.
 */
class WireComparisonTest {
    private static final Logger log = LoggerFactory.getLogger(WireComparisonTest.class);
    private static final long STREAMS = Long.getLong("gatehouse.wire.streams", 20_000);
    private static final long FIRST = Long.getLong("gatehouse.wire.first", 1);
    private static final long TOLD = 1_000_000;
    private static final int ROUNDS = 100;

    private final WireComparison comparison = new WireComparison();
    private final WireReaders readers = new WireReaders();

    @Test
    void theSameBytesAreTheSameMessages() {
        for (long i = 0; i < STREAMS; i++) {
            comparison.compare(FIRST + i);
            if (i % TOLD == TOLD - 1) {
                log.info("{} streams were heard alike", i + 1);
            }
        }
    }

    /** Each is made as it says, and is one: the library alone hears something else. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
    void whatIsReadDifferentlyIsWanted(WantedDifference difference) {
        int differing = 0;
        for (int i = 0; i < ROUNDS; i++) {
            SplittableRandom die = new SplittableRandom(i);
            WireStream stream = between(difference.make(new WireBytes(die)));
            comparison.compareMade(stream, die);
            differing +=
                    isSame(readers.gatehouse(stream.raw(), die), readers.library(stream.raw(), die, false)) ? 0 : 1;
        }
        assertThat(differing)
                .as("streams that the library reads in another way")
                .isPositive();
    }

    /** What the library alone keeps, which no transcript shows. */
    @Test
    void aLargeMessageIsNotKept() {
        SplittableRandom die = new SplittableRandom(1);
        LongestMessage longest = new LongestMessage();
        for (int i = 0; i < 4; i++) {
            WireStream stream = between(WantedDifference.LARGE.make(new WireBytes(die)));
            comparison.compareMade(stream, die);
            new LibraryReader(4096, 4096).read(new ByteArrayInputStream(stream.raw())::read, longest);
        }
        assertThat(longest.length).isGreaterThan(RequestSifter.MAX_MESSAGE);
    }

    /** Ordinary messages before and behind. */
    private static WireStream between(WantedDifference.Pair pair) {
        String before = "PONG\r\nMSG a 8 1\r\nx\r\n";
        String behind = "MSG b 8 1\r\ny\r\n";
        String same = pair.equivalent() == null ? "!\r\nPINGPING" : pair.equivalent() + behind;
        return new WireStream(
                (before + pair.raw() + behind).getBytes(ISO_8859_1), (before + same).getBytes(ISO_8859_1));
    }

    /** The comparison itself finds what it is for. */
    @Test
    void aDifferenceIsFound() {
        byte[] one = "PONG\r\nMSG a 8 1\r\nx\r\n".getBytes(ISO_8859_1);
        byte[] other = "PONG\r\nMSG a 8 1\r\ny\r\n".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> comparison.compareMade(new WireStream(one, other), new SplittableRandom(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("other messages");
    }

    private static boolean isSame(WireTranscript ours, WireTranscript library) {
        return ours.requests.equals(library.requests)
                && ours.others.equals(library.others)
                && String.valueOf(ours.end).equals(String.valueOf(library.end));
    }

    /** Hears how long messages are. */
    private static final class LongestMessage implements LibraryReader.Heard {
        int length;

        @Override
        public void message(NatsMessage message) {
            length = Math.max(length, message.getData().length);
        }

        @Override
        public void control(String operation, String text) {}
    }
}

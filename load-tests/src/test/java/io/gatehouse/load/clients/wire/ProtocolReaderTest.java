package io.gatehouse.load.clients.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.nats.NatsException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolReaderTest {
    private static final String TALK = "INFO {\"nonce\":\"n\"}\r\nPING\r\n-ERR 'Authorization Violation'\r\nPONG\r\n";
    private static final List<String> LINES =
            List.of("INFO {\"nonce\":\"n\"}", "PING ", "ERR 'Authorization Violation'", "PONG ");

    private final List<String> read = new ArrayList<>();
    private final ProtocolReader reader = new ProtocolReader((operation, text) -> read.add(operation + " " + text));

    private void feed(String text) throws NatsException {
        ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
        try {
            reader.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Test
    void readsLinesThatCameTogether() throws NatsException {
        feed(TALK);

        assertThat(read).isEqualTo(LINES);
    }

    @Test
    void readsLinesCutAnywhere() throws NatsException {
        for (int cut = 1; cut < TALK.length(); cut++) {
            read.clear();
            feed(TALK.substring(0, cut));
            feed(TALK.substring(cut));

            assertThat(read).as("cut at %s", cut).isEqualTo(LINES);
        }
    }

    @Test
    void readsLinesThatCameByteByByte() throws NatsException {
        for (int i = 0; i < TALK.length(); i++) {
            feed(TALK.substring(i, i + 1));
        }

        assertThat(read).isEqualTo(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200\r\n", "pong\r\n", "PONG\n"})
    void refusesWhatNoServerSends(String text) {
        assertThatThrownBy(() -> feed(text)).isInstanceOf(NatsException.class);
    }

    @Test
    void aLineWithoutEndIsRefused() throws NatsException {
        feed("INFO ");
        String endless = "x".repeat(64 * 1024);
        for (int i = 0; i < 3; i++) {
            feed(endless);
        }

        assertThatThrownBy(() -> feed(endless))
                .isInstanceOf(NatsException.class)
                .hasMessageContaining("no end");
    }
}

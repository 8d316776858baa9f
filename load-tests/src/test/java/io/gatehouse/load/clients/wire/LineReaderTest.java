package io.gatehouse.load.clients.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.load.clients.wire.ServerLine.Verb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final String TALK = "INFO {\"nonce\":\"n\"}\r\nPING\r\n-ERR 'Authorization Violation'\r\nPONG\r\n";
    private static final List<ServerLine> LINES = List.of(
            new ServerLine(Verb.INFO, "{\"nonce\":\"n\"}"),
            new ServerLine(Verb.PING, ""),
            new ServerLine(Verb.ERR, "'Authorization Violation'"),
            new ServerLine(Verb.PONG, ""));

    private final List<ServerLine> read = new ArrayList<>();
    private final LineReader reader = new LineReader(read::add);

    private void feed(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
        reader.read(bytes);
        bytes.release();
    }

    @Test
    void readsLinesThatCameTogether() {
        feed(TALK);

        assertThat(read).isEqualTo(LINES);
    }

    @Test
    void readsLinesCutAnywhere() {
        for (int cut = 1; cut < TALK.length(); cut++) {
            read.clear();
            feed(TALK.substring(0, cut));
            feed(TALK.substring(cut));

            assertThat(read).as("cut at %s", cut).isEqualTo(LINES);
        }
    }

    @Test
    void readsLinesThatCameByteByByte() {
        TALK.chars().forEach(c -> feed(Character.toString(c)));

        assertThat(read).isEqualTo(LINES);
    }

    @Test
    void verbsAreOfAnyCaseAndLineEndsOfBothKinds() {
        feed("pong\nPing\r\n+ok\r\n\r\n");

        assertThat(read).extracting(ServerLine::verb).containsExactly(Verb.PONG, Verb.PING, Verb.OK);
    }

    @Test
    void whatItDoesNotKnowIsUnknown() {
        feed("MSG a 1 0\r\nHTTP/1.1 200\r\n");

        assertThat(read).extracting(ServerLine::verb).containsExactly(Verb.UNKNOWN, Verb.UNKNOWN);
    }

    @Test
    void aLineWithoutEndIsRefused() {
        String endless = "x".repeat(64 * 1024);
        for (int i = 0; i < 4; i++) {
            feed(endless);
        }

        assertThatIllegalStateException().isThrownBy(() -> feed(endless)).withMessageContaining("no end");
    }
}

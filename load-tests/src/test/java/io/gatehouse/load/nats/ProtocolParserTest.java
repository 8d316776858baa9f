package io.gatehouse.load.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.transport.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolParserTest {
    @SuppressWarnings("StringConcatToTextBlock") // its lines end as the protocol has it
    private static final String STREAM = "PING\r\n"
            + "MSG _INBOX.a.1 1 5\r\nhello\r\n"
            + "MSG _INBOX.a.22 1 reply.to 2\r\n\r\n\r\n"
            + "HMSG _INBOX.a.333 1 12 17\r\nNATS/1.0\r\n\r\nhello\r\n"
            + "MSG _INBOX.a.4 1 0\r\n\r\n"
            + "-ERR 'Slow Consumer'\r\n";

    private static final List<String> TOLD = List.of(
            "PING",
            "_INBOX.a.1 0 hello",
            "_INBOX.a.22 0 \r\n",
            "_INBOX.a.333 12 hello",
            "_INBOX.a.4 0 ",
            "ERR 'Slow Consumer'");

    private final List<String> told = new ArrayList<>();
    private final ProtocolParser parser = new ProtocolParser(new ProtocolParser.Handler() {
        @Override
        public void message(
                byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength) {
            told.add(text(buffer, subjectAt, subjectEnd - subjectAt) + " " + headerLength + " "
                    + text(buffer, bodyAt, bodyLength));
        }

        @Override
        public void line(Operation operation, String text) {
            told.add((operation + " " + text).strip());
        }
    });

    private static String text(byte[] buffer, int at, int length) {
        return new String(buffer, at, length, StandardCharsets.US_ASCII);
    }

    @Test
    void tellsWhatComesWhereverItIsCut() throws NatsException {
        byte[] stream = STREAM.getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= stream.length; cut++) {
            told.clear();
            int used = parser.parse(stream, 0, cut);
            assertThat(parser.parse(stream, used, stream.length)).isEqualTo(stream.length);

            assertThat(told).as("cut at %d", cut).isEqualTo(TOLD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSG a 1 x\r\n",
                "MSG a 1 -1\r\n",
                "MSG 1\r\n",
                "MSG a 1 99999999999\r\n",
                "PONG x\ry\n",
                "HTTP/1.1 200\r\n",
                "HMSG a 1 9 5\r\n"
            })
    void refusesWhatNoServerSends(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> parser.parse(bytes, 0, bytes.length)).isInstanceOf(NatsException.class);
    }
}

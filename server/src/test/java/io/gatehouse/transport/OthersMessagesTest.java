package io.gatehouse.transport;

import static io.gatehouse.transport.SiftedStream.bytes;
import static io.gatehouse.transport.SiftedStream.withHeaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client library is left, in which form, and what ends the connection. */
class OthersMessagesTest {
    private static final int ALL = 1 << 16;

    private final Taken intake = new Taken();
    private final SiftedStream stream = new SiftedStream(intake, pause -> {});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO {\"server_id\":\"MSG $SYS.REQ.USER.AUTH 1 3\"}\r\n",
                "PING\r\nPONG\r\n+OK\r\n",
                "-ERR 'MSG $SYS.REQ.USER.AUTH'\r\n",
                "-ERR 'one\nline'\r\n",
                "MSG _INBOX.a 9 35\r\nMSG $SYS.REQ.USER.AUTH 1 r 3\r\nabc\r\n\r\n",
                "MSG $SYS.REQ.USER.AUTHORITY 9 r 3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 2 r 3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 11 r 3\r\nabc\r\n",
                "MSG $SRV.PING 9 r\u00c3\u00a9ply 3\r\nabc\r\n",
                "MSG $SRV.PING 9 \u0001\u0000\u007f\u00ff 0\r\n\r\n",
                "MSG\ta\t9\tr\t1\r\nx\r\n",
            })
    void isLeftAsItIs(String bytes) throws IOException {
        assertThat(stream.sift(bytes, ALL, ALL)).isEqualTo(bytes);
        assertThat(stream.sift(bytes, 1, 1)).isEqualTo(bytes);
        assertThat(intake.messages).isEmpty();
    }

    /** The payload of a message with such a reply subject was read as protocol lines once. */
    @ParameterizedTest
    @ValueSource(strings = {"r\u00e9ply", "x\u0001y", "\u0080", "\u000b"})
    void noPayloadIsReadAsProtocol(String replyTo) throws IOException {
        String payload = "x\r\nHMSG $SYS.REQ.USER.AUTH 1 mallory.inbox 0 0\r\n\r\n";
        String message = "MSG $SRV.PING 9 " + replyTo + " " + payload.length() + "\r\n" + payload + "\r\n";
        assertThat(stream.sift(message, ALL, ALL)).isEqualTo(message);
        assertThat(intake.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS/1.0\r\nA: b\r\n\r\n",
                "NATS/1.0\r\nno colon\r\n\r\n",
                "no version\r\n\r\n",
                "NATS/1.0 5O3\r\n\r\n\r\n",
                "NATS/1.0 5033\r\n\r\n",
                "NATS/1.0 503\r\n",
                "\u0000",
                ""
            })
    void isLeftWithoutHeaders(String headers) throws IOException {
        for (String names : new String[] {"$SRV.PING 9 r\u00e9ply", "a 10"}) {
            for (String body : new String[] {"", "hello\r\n", "x".repeat(1234)}) {
                String left = "MSG " + names + " " + body.length() + "\r\n" + body + "\r\n";
                assertThat(stream.sift(withHeaders(names, headers, body), ALL, ALL))
                        .isEqualTo(left);
                assertThat(stream.sift(withHeaders(names, headers, body), 7, 3)).isEqualTo(left);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"NATS/1.0 503\r\n\r\n\",503",
                "\"NATS/1.0 503 No Responders\r\nno colon\r\n\r\n\",503",
                "\"NATS/1.0 100 x\",100",
                "\"NATS/1.0 408 \r\nA: b\r\n\r\n\",408",
            })
    void aStatusIsWrittenAnew(String headers, String status) throws IOException {
        String left = "HMSG _INBOX.a 9 16 16\r\nNATS/1.0 " + status + "\r\n\r\n\r\n";
        String padded = headers + " ".repeat(Math.max(0, 16 - headers.length()));
        assertThat(stream.sift(withHeaders("_INBOX.a 9", padded, ""), ALL, ALL)).isEqualTo(left);
        assertThat(stream.sift(withHeaders("_INBOX.a 9", padded, "some body"), 1, 1))
                .isEqualTo(left);
    }

    @Test
    void aMessageThatIsTooLargeIsDroppedAndTheNextIsRead() throws IOException {
        String large = "MSG other 9 600000\r\n" + "\r\nPING\r\n".repeat(75_000) + "\r\n";
        String largeHeaders = withHeaders("other 9", "h".repeat(600_000), "x");
        assertThat(stream.sift(large + largeHeaders + "PING\r\n", 10_000, ALL)).isEqualTo("PING\r\n");
    }

    @Test
    void aSubjectThatTheLibraryHasNoRoomForIsDroppedWithItsMessage() throws IOException {
        String fits = "MSG " + "s".repeat(RequestSifter.MAX_LIBRARY_LINE - 100) + " 9 3\r\nabc\r\n";
        String doesNot = "MSG " + "s".repeat(RequestSifter.MAX_LIBRARY_LINE) + " 9 3\r\nabc\r\n";
        assertThat(stream.sift(fits + doesNot + "PING\r\n", ALL, ALL)).isEqualTo(fits + "PING\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSG $SYS.REQ.USER.AUTH 1 r xyz\r\n",
                "MSG $SYS.REQ.USER.AUTH\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 3\r\nabcd\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 3\r\nabc\r\r",
                "MSG $SYS.REQ.USER.AUTH 1  r 3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 3 \r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r s 3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r\n3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r\r3\r\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 3\nabc\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r -1\r\n\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 9999999999\r\n",
                "HMSG $SYS.REQ.USER.AUTH 1 r 9 4\r\n",
                "HMSG $SYS.REQ.USER.AUTH 1 4\r\nabcd\r\n",
                "HMSG $SYS.REQ.USER.AUTH 1 r s 0 4\r\nabcd\r\n",
                "MSG a 9 3\r\nabcd\r\n",
                "MSG a 9\r\n\r\n",
                "MSG  a 9 3\r\nabc\r\n",
                "HMSG a 9 0 3\r\nabcd\r\n",
                "msg a 9 3\r\nabc\r\n",
                "M\r\n",
                "PUB a 3\r\nabc\r\n",
                "PING\rPONG\r\n",
                "\r\n",
                "\u0000",
            })
    void whatIsNotUnderstoodEndsTheConnection(String bytes) {
        for (int portion : new int[] {1, ALL}) {
            SiftedStream logged = new SiftedStream(intake, pause -> {});
            ByteArrayOutputStream left = new ByteArrayOutputStream();
            assertThatThrownBy(() -> left.writeBytes(bytes(logged.sift(bytes + "PING\r\n", portion, portion))))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith("nats-server sent ");
            assertThat(left.size()).isZero();
        }
        assertThat(intake.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MSG ", "MSG $SYS.REQ.USER.AUTH 1 ", "INFO ", "-ERR "})
    void aLineWithoutEndEndsTheConnection(String beginning) {
        assertThatThrownBy(() -> stream.sift(beginning + "x".repeat(RequestSifter.MAX_LINE + 1000), ALL, ALL))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("a line of more than");
    }

    @Test
    void whatCameBeforeTheMistakeIsTakenAndLeft() {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        RequestSifter sifter = new RequestSifter(intake, SiftedStream.subscribed(), null);
        byte[] bytes = bytes("PONG\r\nPING\r\nMSG a 9 1\r\nx\r\nMSG b b\r\n");

        assertThatThrownBy(() -> SiftedStream.sift(sifter, bytes, ALL, ALL, left))
                .isInstanceOf(ProtocolException.class);
        assertThat(left).hasToString("PONG\r\nPING\r\nMSG a 9 1\r\nx\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO {}\r\nHMSG $SYS.REQ.USER.AUTH 1 r 0 1\r\nx\r\n",
                "INFO {}\r\nMSG $SYS.REQ.USER.AUTH 1 r 1\r\nx\r\n",
                "MSG other 2 1\r\nx\r\n",
                "INFO {}\r\nPING\r\nMSG x"
            })
    void noMessageCountsBeforeTheLoginIsAnswered(String bytes) {
        RequestSifter sifter = new RequestSifter(intake, SiftedStream.subscribed(), null);
        assertThatThrownBy(() -> SiftedStream.sift(sifter, bytes(bytes), ALL, ALL, new ByteArrayOutputStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("before it had answered our login");
        assertThat(intake.messages).isEmpty();
    }

    @Test
    void aPongThatAnswersNothingEndsTheConnection() {
        RequestSifter sifter = new RequestSifter(intake, new SentProtocol(), null);
        assertThatThrownBy(() ->
                        SiftedStream.sift(sifter, bytes("INFO {}\r\nPONG\r\n"), ALL, ALL, new ByteArrayOutputStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("a PONG before our PING");
    }

    @Test
    void nothingIsARequestBeforeWeHaveSubscribed() throws IOException {
        SentProtocol sent = new SentProtocol();
        sent.read(bytes("PING\r\n"), 6);
        RequestSifter sifter = new RequestSifter(intake, sent, null);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        SiftedStream.sift(sifter, bytes("PONG\r\nMSG $SYS.REQ.USER.AUTH 1 r 1\r\nx\r\n"), 6, ALL, left);

        assertThat(left).hasToString("PONG\r\nMSG $SYS.REQ.USER.AUTH 1 r 1\r\nx\r\n");
        assertThat(intake.messages).isEmpty();
    }

    @Test
    void itIsKnownWhetherSomethingWaits() throws IOException {
        RequestSifter sifter = new RequestSifter(intake, new SentProtocol(), null);
        SiftedStream.sift(sifter, bytes("INFO {}\r\n"), ALL, ALL, new ByteArrayOutputStream());
        assertThat(sifter.hasUnread()).isFalse();
        SiftedStream.sift(sifter, bytes("INFO {}\r\nHM"), ALL, ALL, new ByteArrayOutputStream());
        assertThat(sifter.hasUnread()).isTrue();
    }
}

package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sifter takes, what it leaves, and that it does not matter how the bytes come. */
class RequestSifterTest {
    private static final String HEADERS = "NATS/1.0\r\nNats-Server-Xkey: XSERVER\r\n\r\n";

    private final Taken intake = new Taken();
    private final List<Envelope> taken = intake.messages;
    private final List<Long> pauses = new ArrayList<>();
    private final RequestSifter sifter = new RequestSifter(intake, null, RequestSifter.PAUSE_NANOS, pauses::add);

    @Test
    void takesARequestWithHeaders() throws IOException {
        assertThat(sift(sealed("_INBOX.1", "body"), 4096, 4096)).isEmpty();

        assertThat(taken).singleElement().satisfies(message -> {
            assertThat(message.replyTo()).isEqualTo("_INBOX.1");
            assertThat(message.serverXkey()).isEqualTo("XSERVER");
            assertThat(message.body()).isEqualTo(ascii("body"));
            assertThat(message.bodyLength()).isEqualTo(4);
            assertThat(message.weight()).isEqualTo(8 + HEADERS.length() + 4);
        });
    }

    @Test
    void takesARequestWithoutHeaders() throws IOException {
        assertThat(sift("MSG $SYS.REQ.USER.AUTH 1 _INBOX.2 3\r\nabc\r\n", 4096, 4096))
                .isEmpty();

        assertThat(taken).singleElement().satisfies(message -> {
            assertThat(message.replyTo()).isEqualTo("_INBOX.2");
            assertThat(message.serverXkey()).isNull();
            assertThat(message.body()).isEqualTo(ascii("abc"));
        });
    }

    @Test
    void takesARequestWithoutReplySubject() throws IOException {
        sift("MSG $SYS.REQ.USER.AUTH 1 2\r\n\r\n\r\n", 4096, 4096);
        sift(withHeaders("$SYS.REQ.USER.AUTH", "", "NATS/1.0\r\n\r\n", ""), 4096, 4096);

        assertThat(taken)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.replyTo()).isNull());
        assertThat(taken.get(0).body()).isEqualTo(ascii("\r\n"));
        assertThat(taken.get(1).bodyLength()).isZero();
        assertThat(taken.get(1).serverXkey()).isNull();
    }

    @Test
    void findsTheXkeyAmongOtherHeaders() throws IOException {
        String headers = "NATS/1.0\r\nA: Nats-Server-Xkey: XFALSE\r\nNats-Server-Xkey:XTRUE\r\nB: c\r\n\r\n";
        sift(withHeaders("$SYS.REQ.USER.AUTH", " r", headers, "x"), 4096, 4096);

        assertThat(taken).singleElement().extracting(Envelope::serverXkey).isEqualTo("XTRUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO {\"server_id\":\"MSG $SYS.REQ.USER.AUTH 1 3\"}\r\n",
                "PING\r\nPONG\r\n+OK\r\n",
                "-ERR 'MSG $SYS.REQ.USER.AUTH'\r\n",
                "MSG _INBOX.a 1 35\r\nMSG $SYS.REQ.USER.AUTH 1 r 3\r\nabc\r\n\r\n",
                "MSG $SYS.REQ.USER.AUTHORITY 1 r 3\r\nabc\r\n",
                "MSG $SYS.REQ.USER 1 r 3\r\nabc\r\n",
                "HMSG a.b 1 12 12\r\nNATS/1.0\r\n\r\n\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r xyz\r\n",
                "MSG $SYS.REQ.USER.AUTH\r\n",
                "HMSG $SYS.REQ.USER.AUTH 1 r 9 4\r\n",
                "MSG $SYS.REQ.USER.AUTH 1 r 99999999999\r\n",
                "M\r\nH\r\nMS\r\n"
            })
    void leavesWhatIsNoRequest(String bytes) throws IOException {
        assertThat(sift(bytes, 4096, 4096)).isEqualTo(bytes);
        assertThat(sift(bytes, 1, 1)).isEqualTo(bytes);
        assertThat(taken).isEmpty();
    }

    @Test
    void leavesAMessageThatIsTooLargeForARequest() throws IOException {
        String large = "MSG $SYS.REQ.USER.AUTH 1 r 600000\r\n" + "x".repeat(600_000) + "\r\n";
        assertThat(sift(large + "PING\r\n", 65536, 65536)).isEqualTo(large + "PING\r\n");
        assertThat(taken).isEmpty();
    }

    @Test
    void takesALargeRequestInOnePiece() throws IOException {
        String body = "y".repeat(300_000);
        assertThat(sift("PING\r\n" + sealed("r", body) + "PONG\r\n", 10_000, 64))
                .isEqualTo("PING\r\nPONG\r\n");
        assertThat(taken).singleElement().extracting(Envelope::body).isEqualTo(ascii(body));
    }

    @Test
    void neverHoldsALineWithoutEnd() throws IOException {
        String endless = "MSG " + "x".repeat(200_000);
        assertThat(sift(endless, 4096, 4096)).hasSizeGreaterThan(100_000);
    }

    /** The bytes may come in any portions, and the library may ask for any. */
    @Test
    void sortsTheSameHoweverTheBytesCome() throws IOException {
        String before = "INFO {}\r\n";
        String between = "MSG other 9 _R 5\r\nhello\r\nPING\r\n";
        String after = "PONG\r\n";
        String all = before + sealed("r1", "one") + sealed("r2", "two\r\nlines") + between + sealed("r3", "") + after;
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            taken.clear();
            int most = 1 + random.nextInt(all.length());
            assertThat(sift(all, most, 1 + random.nextInt(40))).isEqualTo(before + between + after);
            assertThat(taken).extracting(Envelope::replyTo).containsExactly("r1", "r2", "r3");
            assertThat(taken.get(1).body()).isEqualTo(ascii("two\r\nlines"));
        }
    }

    @Test
    void tellsWhetherMoreHasBeenRead() throws IOException {
        sift(sealed("r1", "one") + sealed("r2", "two"), 4096, 4096);
        assertThat(intake.lastWasAlone).isTrue();
        sift(sealed("r1", "one") + sealed("r2", "two").substring(0, 50), 4096, 4096);
        assertThat(intake.lastWasAlone).isFalse();
    }

    @Test
    void takesTheNewestWhereNotAllAreWorthIt() throws IOException {
        intake.worth = 2;
        sift(sealed("r1", "1") + sealed("r2", "2") + sealed("r3", "3") + sealed("r4", "4") + "PING\r\n", 4096, 4096);

        assertThat(taken).extracting(Envelope::replyTo).containsExactly("r3", "r4");
        assertThat(intake.shed).isEqualTo(2);
    }

    @Test
    void readsInLargerPiecesWhileManyWait() throws IOException {
        String requests = sealed("r", "x".repeat(1000)).repeat(300);
        sift(requests, 10_000, 4096);
        assertThat(pauses).as("nothing waits").isEmpty();

        intake.behind = true;
        sift(requests, 10_000, 4096);
        assertThat(pauses)
                .as("before each read that follows a small one")
                .hasSizeBetween(requests.length() / 10_000, requests.length() / 10_000 + 2)
                .containsOnly(4_000_000L);
    }

    @Test
    void whatLiesThereInPlentyIsReadAtOnce() throws IOException {
        intake.behind = true;
        String requests = sealed("r", "x".repeat(1000)).repeat(300);
        sift(requests, 35_000, 4096);
        assertThat(pauses)
                .as("before the first and behind the last, smaller ones")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void tellsTheEndOfTheStream() throws IOException {
        assertThat(sifter.read(new ByteArrayInputStream(new byte[0]), new byte[10], 0, 10))
                .isEqualTo(-1);
    }

    /** What is left for the client library when the bytes come in portions of a size, and are asked for in another. */
    private String sift(String bytes, int portion, int asked) throws IOException {
        InputStream in = new Portions(ascii(bytes), portion);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        byte[] target = new byte[asked + 5];
        for (int n = sifter.read(in, target, 5, asked); n >= 0; n = sifter.read(in, target, 5, asked)) {
            left.write(target, 5, n);
        }
        return left.toString(StandardCharsets.US_ASCII);
    }

    private static String sealed(String replyTo, String body) {
        return withHeaders("$SYS.REQ.USER.AUTH", " " + replyTo, HEADERS, body);
    }

    private static String withHeaders(String subject, String replyTo, String headers, String body) {
        return "HMSG " + subject + " 1" + replyTo + " " + headers.length() + " " + (headers.length() + body.length())
                + "\r\n" + headers + body + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Gives at most so many bytes at a time. */
    private static final class Portions extends ByteArrayInputStream {
        private final int most;

        Portions(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, most));
        }
    }
}

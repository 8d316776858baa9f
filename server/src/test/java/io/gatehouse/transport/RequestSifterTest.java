package io.gatehouse.transport;

import static io.gatehouse.transport.SiftedStream.HEADERS;
import static io.gatehouse.transport.SiftedStream.bytes;
import static io.gatehouse.transport.SiftedStream.sealed;
import static io.gatehouse.transport.SiftedStream.withHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.message.Envelope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sifter takes, what it leaves, and that it does not matter how the bytes come. */
class RequestSifterTest {
    private final Taken intake = new Taken();
    private final List<Envelope> taken = intake.messages;
    private final List<Long> pauses = new ArrayList<>();
    private final SiftedStream stream = new SiftedStream(intake, pauses::add);

    @Test
    void takesARequestWithHeaders() throws IOException {
        assertThat(sift(sealed("_INBOX.1", "body"), 4096, 4096)).isEmpty();

        assertThat(taken).singleElement().satisfies(message -> {
            assertThat(message.replyTo()).isEqualTo("_INBOX.1");
            assertThat(message.serverXkey()).isEqualTo("XSERVER");
            assertThat(message.body()).isEqualTo(bytes("body"));
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
            assertThat(message.body()).isEqualTo(bytes("abc"));
        });
    }

    @Test
    void takesARequestWithoutReplySubject() throws IOException {
        sift("MSG $SYS.REQ.USER.AUTH 1 2\r\n\r\n\r\n", 4096, 4096);
        sift(withHeaders("$SYS.REQ.USER.AUTH 1", "NATS/1.0\r\n\r\n", ""), 4096, 4096);

        assertThat(taken)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.replyTo()).isNull());
        assertThat(taken.get(0).body()).isEqualTo(bytes("\r\n"));
        assertThat(taken.get(1).bodyLength()).isZero();
        assertThat(taken.get(1).serverXkey()).isNull();
    }

    @Test
    void takesWhatBearsTheIdOfOurSubscription() throws IOException {
        assertThat(sift("MSG another 1 r1 1\r\na\r\nMSG\t$SYS.REQ.USER.AUTH\t1\tr2\t1\r\nb\r\n", 4096, 4096))
                .isEmpty();

        assertThat(taken).extracting(Envelope::replyTo).containsExactly("r1", "r2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "NATS/1.0\r\nno colon\r\n\r\n", "NATS/1.0\r\nNats-Server-Xkey: X", "\u0000\u00ff", "\r\n"})
    void doesNotMindAnOddHeader(String headers) throws IOException {
        assertThat(sift(withHeaders("$SYS.REQ.USER.AUTH 1 r", headers, "body"), 4096, 4096))
                .isEmpty();
        assertThat(taken).singleElement().extracting(Envelope::body).isEqualTo(bytes("body"));
    }

    @Test
    void findsTheXkeyAmongOtherHeaders() throws IOException {
        String headers =
                "NATS/1.0\r\nA: Nats-Server-Xkey: XFALSE\r\nno colon\r\nNats-Server-Xkey:XTRUE \r\nB: c\r\n\r\n";
        sift(withHeaders("$SYS.REQ.USER.AUTH 1 r", headers, "x"), 4096, 4096);

        assertThat(taken).singleElement().extracting(Envelope::serverXkey).isEqualTo("XTRUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r\u00e9ply",
                "\u00c3\u00a9",
                "x\u0001y",
                "\u0000",
                "\u007f\u0080\u00ff",
                "\u000b\u000c\u0085\u00a0"
            })
    void aReplySubjectIsWhateverBytesItHas(String replyTo) throws IOException {
        assertThat(sift(sealed(replyTo, "x\r\nHMSG $SYS.REQ.USER.AUTH 1 mallory 0 0\r\n\r\n"), 4096, 4096))
                .isEmpty();

        assertThat(taken).singleElement().extracting(Envelope::replyTo).isEqualTo(replyTo);
    }

    @Test
    void doesNotAnswerToASubjectThatAServerMayNotTake() throws IOException {
        sift(sealed("r".repeat(Frame.MAX_REPLY), "x") + sealed("r".repeat(Frame.MAX_REPLY + 1), "x"), 4096, 4096);

        assertThat(taken).hasSize(2);
        assertThat(taken.get(0).replyTo()).hasSize(Frame.MAX_REPLY);
        assertThat(taken.get(1).replyTo()).isNull();
    }

    @Test
    void aMessageThatIsTooLargeForARequestIsOnlyCounted() throws IOException {
        String large = "HMSG $SYS.REQ.USER.AUTH 1 r 12 600012\r\nNATS/1.0\r\n\r\n" + "x".repeat(600_000) + "\r\n";
        assertThat(sift(large + "PING\r\n" + sealed("r2", "x"), 65536, 65536)).isEqualTo("PING\r\n");

        assertThat(taken).hasSize(2);
        assertThat(taken.get(0)).isEqualTo(new Oversized(600_000));
        assertThat(taken.get(1).replyTo()).isEqualTo("r2");
    }

    @Test
    void takesALargeRequestInOnePiece() throws IOException {
        String body = "y".repeat(300_000);
        assertThat(sift("PING\r\n" + sealed("r", body) + "PONG\r\n", 10_000, 64))
                .isEqualTo("PING\r\nPONG\r\n");
        assertThat(taken).singleElement().extracting(Envelope::body).isEqualTo(bytes(body));
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
            assertThat(taken.get(1).body()).isEqualTo(bytes("two\r\nlines"));
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
        RequestSifter sifter = new RequestSifter(intake, SiftedStream.subscribed(), null);
        assertThat(sifter.read(new ByteArrayInputStream(new byte[0]), new byte[10], 0, 10))
                .isEqualTo(-1);
    }

    private String sift(String bytes, int portion, int asked) throws IOException {
        return stream.sift(bytes, portion, asked);
    }
}

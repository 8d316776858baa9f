package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.pipeline.message.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;

/** Whatever a server sends is taken, left or refused, in bounded memory, and the same however it comes. */
class RequestSifterFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void stream(byte[] bytes) {
        Sifted whole = sift(bytes, 1 << 16);
        Sifted byteByByte = sift(bytes, 1);

        assertThat(byteByByte.left()).isEqualTo(whole.left());
        assertThat(byteByByte.taken()).isEqualTo(whole.taken());
        assertThat(byteByByte.end()).isEqualTo(whole.end());
        assertThat(whole.left().length).isLessThanOrEqualTo(bytes.length);
    }

    private static Sifted sift(byte[] bytes, int asked) {
        Taken intake = new Taken();
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        String end = "";
        try {
            RequestSifter sifter = new RequestSifter(intake, SiftedStream.subscribed(), null);
            SiftedStream.sift(sifter, SiftedStream.bytes("PONG\r\n"), asked, asked, new ByteArrayOutputStream());
            SiftedStream.sift(sifter, bytes, asked, asked, left);
        } catch (ProtocolException e) {
            end = String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Sifted(
                intake.messages.stream().map(RequestSifterFuzzTest::text).toList(), left.toByteArray(), end);
    }

    private static String text(Envelope message) {
        return message.replyTo() + " " + message.serverXkey() + " " + message.bodyLength();
    }

    @SuppressWarnings("ArrayRecordComponent") // compared part by part
    private record Sifted(List<String> taken, byte[] left, String end) {}
}

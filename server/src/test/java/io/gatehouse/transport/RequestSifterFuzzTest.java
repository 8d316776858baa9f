package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.pipeline.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Whatever a server sends is taken or left, in bounded memory, and the same however it comes. */
class RequestSifterFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void stream(byte[] bytes) throws IOException {
        Sifted whole = sift(bytes, 1 << 16);
        Sifted byteByByte = sift(bytes, 1);

        assertThat(byteByByte.left()).isEqualTo(whole.left());
        assertThat(byteByByte.taken()).isEqualTo(whole.taken());
        assertThat(whole.left().length).isLessThanOrEqualTo(bytes.length);
    }

    private static Sifted sift(byte[] bytes, int asked) throws IOException {
        Taken intake = new Taken();
        RequestSifter sifter = new RequestSifter(intake, null);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        byte[] target = new byte[asked];
        for (int n = sifter.read(in, target, 0, asked); n >= 0; n = sifter.read(in, target, 0, asked)) {
            left.write(target, 0, n);
        }
        return new Sifted(
                intake.messages.stream().map(RequestSifterFuzzTest::text).toList(), left.toByteArray());
    }

    private static String text(Envelope message) {
        return message.replyTo() + " " + message.serverXkey() + " " + message.body().length;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared part by part
    private record Sifted(List<String> taken, byte[] left) {}
}

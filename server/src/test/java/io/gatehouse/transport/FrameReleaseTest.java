package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameReleaseTest {
    @Test
    void aFrameWithoutItsBodyStillKnowsWhereTheAnswerGoes() {
        String reply = "_INBOX.reply";
        String headers = "NATS/1.0\r\nNats-Server-Xkey: XABC\r\n\r\n";
        byte[] bytes = (reply + headers + "b".repeat(54_000)).getBytes(StandardCharsets.US_ASCII);
        Frame frame = new Frame(null, bytes, reply.length(), reply.length() + headers.length());
        assertThat(frame.serverXkey()).isEqualTo("XABC");

        frame.releaseBody();

        assertThat(frame.replyTo()).isEqualTo(reply);
        assertThat(frame.serverXkey()).isNull();
        assertThat(frame.bodyLength()).isZero();
        assertThat(frame.weight()).isEqualTo(reply.length());
    }
}

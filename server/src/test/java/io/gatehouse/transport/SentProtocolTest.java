package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.transport.SentProtocol.OwnSubscription;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learnt from the client library's own lines. */
class SentProtocolTest {
    private final SentProtocol sent = new SentProtocol();

    @Test
    void learnsTheIdThatOurSubscriptionIsGiven() throws IOException {
        write("CONNECT {\"pass\":\"SUB $SYS.REQ.USER.AUTH q 9\"}\r\nPING\r\n");
        assertThat(sent.own()).isNull();
        assertThat(sent.hasPinged()).isTrue();

        write("SUB $SYS.REQ.USER.AUTHORITY q 4\r\nSUB $SYS.REQ.USER.AUTH gatehouse 17\r\nSUB $SRV.PING 18\r\n");
        OwnSubscription own = Objects.requireNonNull(sent.own());
        assertThat(own.sid()).isEqualTo("17".getBytes(ISO_8859_1));
        assertThat(own.plain()).asString(ISO_8859_1).isEqualTo("MSG $SYS.REQ.USER.AUTH 17 ");
        assertThat(own.withHeaders()).asString(ISO_8859_1).isEqualTo("HMSG $SYS.REQ.USER.AUTH 17 ");
    }

    @Test
    void takesNoMessageForALine() throws IOException {
        String inside = "\r\nPING\r\nSUB $SYS.REQ.USER.AUTH q 66\r\n";
        write("PUB a.b " + inside.length() + "\r\n" + inside + "\r\nHPUB a r 12 " + (12 + inside.length())
                + "\r\nNATS/1.0\r\n\r\n" + inside + "\r\nPONG\r\n");

        assertThat(sent.own()).isNull();
        assertThat(sent.hasPinged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PING", "PUB a 5\r\nabc", "PUB a b\r\n\r\n", "PUB a 99999999999\r\n"})
    void isGivenWholeLinesOnly(String bytes) {
        assertThatThrownBy(() -> write(bytes)).isInstanceOf(IOException.class).hasMessageContaining("client library");
    }

    private void write(String bytes) throws IOException {
        sent.read(bytes.getBytes(ISO_8859_1), bytes.length());
    }
}

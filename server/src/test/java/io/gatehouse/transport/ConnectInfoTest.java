package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the server says of us once we are logged in. */
class ConnectInfoTest {
    private static final String TOLD =
            "INFO {\"server_name\":\"s\",\"remote_account\":\"A\\u0042\",\"acc_is_sys\":true,\"connect_info\":true}\r\n";

    private static ConnectInfo after(String said) throws IOException {
        SentProtocol sent = new SentProtocol();
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        sent.read(ping, ping.length);
        RequestSifter sifter = new RequestSifter(new Taken(), sent, null);
        byte[] bytes = said.getBytes(StandardCharsets.US_ASCII);
        byte[] target = new byte[bytes.length];
        int read = sifter.read(new ByteArrayInputStream(bytes), target, 0, target.length);
        assertThat(read).isEqualTo(bytes.length);
        return sifter.connectInfo();
    }

    @Test
    void isTakenFromTheInfoBehindTheLogin() throws IOException {
        assertThat(after("PONG\r\n" + TOLD)).isEqualTo(new ConnectInfo("AB", true));
        assertThat(after("PONG\r\n" + TOLD + "INFO {\"server_name\":\"t\"}\r\n"))
                .as("another INFO takes nothing back")
                .isEqualTo(new ConnectInfo("AB", true));
    }

    @Test
    void isNotTakenFromAnythingElse() throws IOException {
        assertThat(after(TOLD + "PONG\r\n")).as("before the login").isEqualTo(ConnectInfo.NONE);
        assertThat(after("PONG\r\nINFO {\"remote_account\":\"A\"}\r\n")).isEqualTo(ConnectInfo.NONE);
        assertThat(after("PONG\r\nMSG a 1 " + (TOLD.length() - 2) + "\r\n" + TOLD))
                .as("a message")
                .isEqualTo(ConnectInfo.NONE);
        assertThat(ConnectInfo.parse("{]")).isEqualTo(ConnectInfo.NONE);
        assertThat(ConnectInfo.parse("{\"connect_info\":true,\"remote_account\":1}"))
                .isEqualTo(new ConnectInfo(null, false));
    }
}

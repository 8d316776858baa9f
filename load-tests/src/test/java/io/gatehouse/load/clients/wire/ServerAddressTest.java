package io.gatehouse.load.clients.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void readsUrlsAndBareAddresses() {
        assertThat(ServerAddress.resolve("nats://127.0.0.1:4333")).isEqualTo(loopback(4333));
        assertThat(ServerAddress.resolve("127.0.0.1:4333")).isEqualTo(loopback(4333));
        assertThat(ServerAddress.resolve("nats://127.0.0.1")).isEqualTo(loopback(4222));
    }

    @Test
    void readsAddressesForTls() {
        assertThat(ServerAddress.resolve("tls://127.0.0.1:4333")).isEqualTo(loopback(4333));
        assertThat(ServerAddress.isTls("tls://127.0.0.1:4333")).isTrue();
        assertThat(ServerAddress.isTls("127.0.0.1:4333")).isFalse();
    }

    @Test
    void refusesAUserAndShowsNoPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.resolve("nats://alice:hunter2@127.0.0.1"))
                .withMessageContaining("--server must not name a user")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://127.0.0.1", "nats://", "no address", "nats://127.0.0.1:x"})
    void refusesWhatItCannotDial(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.resolve(url))
                .withMessageContaining("--server '" + url + "'");
    }
}

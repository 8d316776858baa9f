package io.gatehouse.load.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @Test
    void readsWhatPeopleWrite() {
        assertThat(ServerAddress.parse("nats://127.0.0.1:14222"))
                .isEqualTo(new ServerAddress("127.0.0.1", 14222, false));
        assertThat(ServerAddress.parse("localhost:4333")).isEqualTo(new ServerAddress("localhost", 4333, false));
        assertThat(ServerAddress.parse("tls://nats.example")).isEqualTo(new ServerAddress("nats.example", 4222, true));
    }

    @Test
    void showsNoPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse("nats://alice:hunter2@127.0.0.1"))
                .withMessageContaining("--server must not name a user")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://localhost",
                "nats://",
                "nats://u:p@localhost",
                "not an address",
                "ws://127.0.0.1",
                "nats://127.0.0.1:x"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .withMessageContaining("nats://127.0.0.1:4222");
    }
}

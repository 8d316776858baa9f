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

    @ParameterizedTest
    @ValueSource(strings = {"", "http://localhost", "nats://", "nats://u:p@localhost", "not an address"})
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .withMessageContaining("nats://127.0.0.1:4222");
    }
}

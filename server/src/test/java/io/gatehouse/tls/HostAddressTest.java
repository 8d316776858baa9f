package io.gatehouse.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.20.30.40", "192.168.100.200", "255.255.255.255", "::1", "2001:db8::1"})
    void knowsAddresses(String text) {
        assertThat(HostAddress.is(text)).isTrue();
    }

    /** Of one of these the JDK would ask DNS, which may say anything. */
    @ParameterizedTest
    @ValueSource(strings = {"127.999.1.1", "256.0.0.1", "1.2.3", "1.2.3.4.5", "localhost", "a.b.c.d", "1::2::3", ""})
    void knowsWhatIsNone(String text) {
        assertThat(HostAddress.is(text)).isFalse();
    }

    @Test
    void readsThem() {
        assertThat(HostAddress.of("127.8.9.1").isLoopbackAddress()).isTrue();
        assertThat(HostAddress.of("10.0.0.1").getHostAddress()).isEqualTo("10.0.0.1");
    }
}

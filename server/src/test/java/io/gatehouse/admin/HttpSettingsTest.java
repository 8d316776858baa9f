package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        assertThat(HttpSettings.DEFAULT.address()).isEqualTo("127.0.0.1:9464");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9464, 127.0.0.1, 9464",
        "0.0.0.0:0, 0.0.0.0, 0",
        "metrics.example.org:65535, metrics.example.org, 65535",
        "[::1]:80, ::1, 80",
        ":8080, 0.0.0.0, 8080",
    })
    void readsAnAddress(String text, String host, int port) {
        assertThat(HttpSettings.parse(text)).contains(new HttpSettings(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9464", "[fe80::1]:1", "host:0"})
    void writesWhatItReads(String text) {
        assertThat(HttpSettings.parse(text).map(HttpSettings::address)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "host:",
                "9464",
                "::1:80",
                "[]:80",
                "[::1]",
                "host:-1",
                "host:+1",
                "host:65536",
                "host:99999999999",
                "host:http",
                "http://host:80",
                "a b:1",
                "host:1:2",
                "host",
                "host\n:1",
                "[[::1]]:2"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpSettings.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "false"})
    void listensNowhere(String text) {
        assertThat(HttpSettings.parse(text)).isEmpty();
    }

    @Test
    void saysHowToWriteAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.parse("::1:9464"))
                .withMessageContaining("127.0.0.1:9464, or off");
    }
}

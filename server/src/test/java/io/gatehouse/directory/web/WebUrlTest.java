package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://users.example.com,             false, users.example.com, 80,   /",
        "HTTPS://users.example.com/auth?a=%20, true,  users.example.com, 443,  /auth?a=%20",
        "https://users.example.com?a=b,        true,  users.example.com, 443,  /?a=b",
        "http://127.0.0.1:8080/,               false, 127.0.0.1,         8080, /",
        "https://[2001:db8::1]:8443/x,         true,  2001:db8::1,       8443, /x"
    })
    void readsUrls(String text, boolean secure, String host, int port, String target) {
        assertThat(WebUrl.parse(text)).isEqualTo(new WebUrl(secure, host, port, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "users.example.com",
                "ftp://users.example.com",
                "http://",
                "http:///path",
                "http://host:0/",
                "http://host:65536/",
                "http://host:x/",
                "http://a b/",
                "http://host/a b",
                "http://host/ü",
                "http://host/#part",
                "http://host/\r\nX-Other: y",
                "http://[::1/"
            })
    void refusesWhatCannotBeAsked(String text) {
        assertThatThrownBy(() -> WebUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPasswordWithoutRepeatingIt() {
        assertThatThrownBy(() -> WebUrl.parse("https://me:canary@users.example.com/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys of their own")
                .hasMessageNotContaining("canary");
    }

    @Test
    void itsTextEndsBeforeTheQuery() {
        assertThat(WebUrl.parse("https://[2001:db8::1]/users?key=canary"))
                .hasToString("https://[2001:db8::1]:443/users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.255", "::1", "0:0:0:0:0:0:0:1"})
    void isThisMachine(String host) {
        assertThat(new WebUrl(false, host, 80, "/").isLoopback()).isTrue();
    }

    /** Names are looked up, and whoever answers that says whose machine it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.localhost",
                "localhost.example.com",
                "127.999.1.1",
                "127.0.0.256",
                "127.1",
                "127.example.com",
                "128.0.0.1",
                "::2",
                "1::1"
            })
    void isNotThisMachine(String host) {
        assertThat(new WebUrl(false, host, 80, "/").isLoopback()).isFalse();
    }
}

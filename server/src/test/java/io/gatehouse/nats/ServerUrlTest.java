package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.nats.NatsSettings.Login;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading URLs of servers; a password is in none of the texts that come out. */
class ServerUrlTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    nats://a,                nats://a:4222
                    a,                       nats://a:4222
                    a:1,                     nats://a:1
                    TLS://A.example/,        tls://A.example:4222
                    nats://127.0.0.1:65535,  nats://127.0.0.1:65535
                    nats://[::1],            nats://[::1]:4222
                    tls://[2001:db8::1]:7,   tls://[2001:db8::1]:7
                    wss://a/nats,            wss://a:443/nats
                    ws://a,                  ws://a:80
                    nats://u:p@a,            nats://a:4222
                    u:p@a:5,                 nats://a:5
                    """)
    void readsWhatTheNatsCommandLineReads(String text, String shown) throws ServerUrlException {
        assertThat(ServerUrlReading.read(text).url()).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    nats://u:p@ss@a,      u,    p@ss
                    nats://u:p%40ss@a,    u,    p@ss
                    nats://u:p%2Fw%23@a,  u,    p/w#
                    nats://u%3Av:p:q@a,   u:v,  p:q
                    nats://u:%C3%A4ß@a,   u,    äß
                    nats://u:p%25@a,      u,    p%
                    """)
    void readsUserAndPassword(String text, String user, String password) throws ServerUrlException {
        ServerUrlReading.Found found = ServerUrlReading.read(text);

        assertThat(found.login()).isInstanceOfSatisfying(Login.UserPassword.class, login -> {
            assertThat(login.user()).isEqualTo(user);
            assertThat(login.password().reveal()).isEqualTo(password);
        });
        assertThat(found.toString()).doesNotContain(password);
    }

    @Test
    void aUserAloneIsAToken() throws ServerUrlException {
        assertThat(ServerUrlReading.read("nats://s3cr3t@a").login())
                .isInstanceOfSatisfying(
                        Login.Token.class,
                        token -> assertThat(token.token().reveal()).isEqualTo("s3cr3t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats://u:hush/hush@a",
                "nats://u:hush?hush@a",
                "nats://u:hush#hush@a",
                "nats://u:hush%zz@a",
                "nats://u:hush%f",
                "nats://u:hush%ff@a",
                "nats://u:hush%00@a",
                "nats://u:hush",
                "nats://:hush@a",
                "nats://hush:@a",
                "hush:p://u@a",
                "opentls://u:hush@a",
                "http://u:hush@a",
                "nats://u:hush@",
                "nats://u:hush@:4222",
                "nats://u:hush@a:0",
                "nats://u:hush@a:65536",
                "nats://u:hush@a:4222x",
                "nats://u:hush@a b",
                "nats://u:hush@a_b",
                "nats://u:hush@::1",
                "nats://u:hush@a/path",
                "wss://u:hush@a/x?y",
                "nats://u:hush@[::1",
                "nats://hush\u0007@a",
                ""
            })
    void whatIsNoUrlIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> ServerUrlReading.read(text))
                .isInstanceOf(ServerUrlException.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("hush"));
    }
}

package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.KeptPort;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebServersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String NOT_FOUND = GOOD.replace("200 OK", "404 Not Found");
    private static final String BROKEN = GOOD.replace("200 OK", "500 No");

    private WebClient client;

    @BeforeEach
    void start() throws IOException {
        client =
                WebClient.of(new WebSettings("users", "directories.users", TlsSettings.DEFAULT, 4, TIMEOUT, 64 * 1024));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private WebAnswer ask(WebServers servers, Duration left) {
        return Objects.requireNonNull(servers.send(
                        UnaryOperator.identity(),
                        WebRequest.get(List.of()),
                        System.nanoTime() + left.toNanos(),
                        answer -> answer.status() == 200 || answer.status() == 404)
                .block());
    }

    /** Where nobody listens, nor will. */
    private static WebUrl down() {
        return WebUrl.parse("http://127.0.0.1:" + KeptPort.free() + "/");
    }

    @Test
    void asksThemInTurn() throws Exception {
        try (RawServer one = RawServer.answering(GOOD);
                RawServer other = RawServer.answering(GOOD)) {
            WebServers servers = new WebServers(client, List.of(one.url(), other.url()));
            for (int i = 0; i < 10; i++) {
                assertThat(ask(servers, TIMEOUT).status()).isEqualTo(200);
            }
            assertThat(one.accepted()).isEqualTo(5);
            assertThat(other.accepted()).isEqualTo(5);
        }
    }

    @Test
    void anotherAnswersWhereOneIsDownOrBroken() throws Exception {
        try (RawServer good = RawServer.answering(NOT_FOUND);
                RawServer broken = RawServer.answering(BROKEN)) {
            WebServers servers = new WebServers(client, List.of(down(), broken.url(), good.url()));
            for (int i = 0; i < 10; i++) {
                assertThat(ask(servers, TIMEOUT).status()).isEqualTo(404);
            }
            assertThat(broken.accepted()).as("it has failed, and rests").isEqualTo(1);
        }
    }

    /** It may be one whose route has gone, or that has not got our new credentials yet. */
    @ParameterizedTest
    @ValueSource(strings = {"302 Found", "401 Unauthorized", "403 Forbidden", "405 No", "429 No"})
    void anotherAnswersWhereOneSaysNothingToGoBy(String status) throws Exception {
        try (RawServer good = RawServer.answering(GOOD);
                RawServer strange = RawServer.answering(GOOD.replace("200 OK", status))) {
            WebServers servers = new WebServers(client, List.of(strange.url(), good.url()));
            for (int i = 0; i < 10; i++) {
                assertThat(ask(servers, TIMEOUT).status()).isEqualTo(200);
            }
            assertThat(strange.accepted()).as("it has failed, and rests").isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsSilentLeavesTimeForTheOthers() throws Exception {
        try (RawServer silent = RawServer.start(RawServer::request);
                RawServer good = RawServer.answering(GOOD)) {
            WebServers servers = new WebServers(client, List.of(silent.url(), good.url()));
            assertThat(ask(servers, Duration.ofSeconds(6)).status()).isEqualTo(200);
        }
    }

    @Test
    void eachIsAskedOnceWhereNoneCanAnswer() throws Exception {
        try (RawServer one = RawServer.answering(BROKEN);
                RawServer other = RawServer.answering(BROKEN)) {
            WebServers servers = new WebServers(client, List.of(one.url(), other.url()));
            assertThat(ask(servers, TIMEOUT).status()).isEqualTo(500);
            assertThat(one.accepted() + other.accepted()).isEqualTo(2);
        }
    }

    @Test
    void failsWhereAllAreDown() throws Exception {
        WebUrl down = down();
        WebServers servers = new WebServers(client, List.of(down, down));
        assertThatThrownBy(() -> ask(servers, TIMEOUT)).isInstanceOf(WebException.class);
    }
}

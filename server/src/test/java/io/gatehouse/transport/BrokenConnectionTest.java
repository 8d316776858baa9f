package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings.Pings;
import io.gatehouse.pipeline.message.Envelope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end in the middle of something, or are of no more use: they are closed, and made again. */
class BrokenConnectionTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M",
                "-ERR 'Stale Conn",
                "MSG $SYS.REQ.USER.AUTH ID r.1 5\r\nhe",
                "INFO {\"server_name\":",
            })
    void theServerSendsNoMoreAndListensOn(String last) throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection
                    .send(last.replace("ID", connection.requestId()))
                    .halfClose()
                    .expectClosed();

            comesBack(scene);
        }
    }

    @Test
    void anAnswerIsOfTheConnectionThatBroughtTheRequest() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send(connection.request("r.1", "old"));
            Envelope old = scene.expectRequest("old");
            connection.reset();
            scene.awaitEvent("disconnected");

            ScriptedConnection next = server.accept().serve();
            scene.awaitReady();
            assertThat(scene.answer(old, "too late")).isFalse();
            next.expectAllRead();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WHAT\r\n",
                "ping\r\n",
                "\r\n",
                "\u0000",
                "\u0016\u0003\u0003\u0000\u0002",
                "PING\rPING\r\n",
                "MSG $SYS.REQ.USER.AUTH ID\r\n",
                "MSG $SYS.REQ.USER.AUTH ID r.1 -5\r\n",
                "MSG $SYS.REQ.USER.AUTH ID r.1 4\r\nhello\r\n",
                "MSG $SYS.REQ.USER.AUTH ID r.1  5\r\nhello\r\n",
                "HMSG $SYS.REQ.USER.AUTH ID r.1 9 5\r\nhello\r\n",
            })
    void theServerSendsWhatIsNotUnderstood(String garbage) throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send(garbage.replace("ID", connection.requestId()), connection.request("r.1", "behind it"));
            connection.readToEnd();

            assertThat(scene.hasRequest()).isFalse();
            comesBack(scene);
        }
    }

    /** Nor by the client library, whose reader ends. */
    @Test
    void theServerSendsAnInfoThatIsNone() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send("INFO {]\r\n").expectClosed();

            comesBack(scene);
        }
    }

    /** A line without an end is not collected for ever. */
    @Test
    void theServerSendsALineWithoutAnEnd() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send("-ERR '", "x".repeat(RequestSifter.MAX_LINE));
            connection.readToEnd();

            comesBack(scene);
        }
    }

    @Test
    void theServerHangs() throws Exception {
        Pings pings = new Pings(Duration.ofSeconds(1), 2);
        try (LinkScene scene = LinkScene.of(server).pings(pings).start()) {
            ScriptedConnection connection = server.accept().answerPings().serve();
            scene.awaitReady();
            connection.readToEnd();

            scene.awaitEvent("disconnected");
            server.accept().answerPings().serve();
            scene.awaitReady();
        }
    }

    private void comesBack(LinkScene scene) throws InterruptedException {
        scene.awaitEvent("disconnected");
        ScriptedConnection next = server.accept().serve();
        scene.awaitReady();
        next.send(next.request("r.2", "hello"));
        assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
        next.expectAnswer("r.2", "answer");
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.service.Service;
import io.gatehouse.transport.InfoLine;
import io.gatehouse.transport.ScriptedConnection;
import io.gatehouse.transport.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody on the way to nats-server asks before the service can know whom it talks to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EarlyRequestAttack {
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;
    private static final String ANSWERS = "mallory.answers";
    private static final String TLS_HANDSHAKE = "\u0016";
    /** Longer than the test waits, so that no missing PONG is what is noticed. */
    private static final String SELDOM = "1m";

    private Path ca = Path.of("");

    @BeforeAll
    void makeCertificates(@TempDir Path dir) throws Exception {
        ca = TestPki.create(dir).cert("ca");
    }

    /** Also in parts, of which the rest would be read behind the handshake. */
    @Test
    void nothingCountsThatWasSaidBeforeTls() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("tls")).openWithoutService()) {
            String message = message(stage);
            Service service = stage.launchService();
            int mark = 0;
            for (int length : new int[] {1, 3, 40, message.length()}) {
                try (ScriptedConnection connection = server.accept()) {
                    connection.send(InfoLine.usual().tlsRequired(), message.substring(0, length));
                    connection.expectClosed();
                }
                mark = log.await(mark, "No connection to nats-server");
            }
            assertThat(service.counters().requests()).isZero();
        }
    }

    @Test
    void control_withoutTheMessageTheHandshakeBegins() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("tls")).openWithoutService()) {
            stage.launchService();
            server.accept().send(InfoLine.usual().tlsRequired()).expectBytes(TLS_HANDSHAKE);
        }
    }

    @Test
    void nothingCountsBeforeTheLogin() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("nats")).openWithoutService()) {
            String message = message(stage);
            Service service = stage.launchService();
            for (String before : new String[] {"", "PONG\r\n", "PING\r\n", "+OK\r\n"}) {
                try (ScriptedConnection connection = server.accept()) {
                    connection.send(InfoLine.usual(), before, message);

                    assertThat(connection.readToEnd()).doesNotContain("PUB " + ANSWERS);
                }
            }
            assertThat(service.counters().requests()).isZero();
        }
    }

    @Test
    void nothingCountsBeforeTheLoginIsAnswered() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("nats")).openWithoutService()) {
            String message = message(stage);
            Service service = stage.launchService();
            server.accept()
                    .send(InfoLine.usual())
                    .expect("CONNECT ", "PING")
                    .send(message, "PONG\r\n")
                    .expectClosed();
            log.await(0, "nats-server sent a message before it had answered our login");
            assertThat(service.counters().requests()).isZero();
        }
    }

    @Test
    void control_behindOurSubscriptionItIsAnswered() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("nats")).openWithoutService()) {
            stage.launchService();
            ScriptedConnection connection = server.accept().answerPings().serve();
            String id = connection.requestId();
            Forgery forgery = new Forgery(stage, "alice", "a1");
            connection.send(forgery.message(id + "1", ANSWERS), forgery.message(id, ANSWERS));

            String box = connection.next("PUB " + ANSWERS + " ").message();
            assertThat(forgery.opened(box)).contains("\"jwt\"");
        }
    }

    /** The client library's reader ends, and with the first of these the library does not act on it. */
    @Test
    void aReaderThatEndedIsNoticedAtOnce() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                ScriptedServer server = ScriptedServer.start();
                Stage stage = calling(server.url("nats"))
                        .set("nats.ping_interval", SELDOM)
                        .openWithoutService()) {
            Service service = stage.launchService();
            ScriptedConnection connection = server.accept().answerPings().serve();
            String id = connection.requestId();
            service.awaitUp();
            for (String deadly : new String[] {"INFO {]\r\n", "MSG $SRV.PING x y z\r\n", "WHAT\r\n"}) {
                int mark = log.mark();
                connection.send(deadly);

                ScriptedConnection again = server.accept().answerPings().serve();
                assertThat(again.requestId())
                        .as("each connection has the same ids")
                        .isEqualTo(id);
                log.await(mark, "The connection to nats-server is lost");
                log.await(mark, "Connected to nats-server");
                connection.close();
                connection = again;
            }
            connection.send(new Forgery(stage, "alice", "a1").message(id, ANSWERS));
            connection.next("PUB " + ANSWERS + " ");
        }
    }

    /** With each of the ids that the service's subscription may get. */
    private static String message(Stage stage) throws Exception {
        Forgery forgery = new Forgery(stage, "alice", "a1");
        return forgery.message("1", ANSWERS) + forgery.message("2", ANSWERS);
    }

    private Stage.Builder calling(String url) {
        Stage.Builder builder = Stage.config()
                .users(USERS)
                .set("nats.url", url)
                .set("nats.micro", "false")
                .set("nats.connect_timeout", "5s")
                .set("nats.reconnect_max_wait", "200ms");
        return url.startsWith("tls") ? builder.set("nats.tls.ca", ca.toString()) : builder;
    }
}

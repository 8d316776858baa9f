package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.gatehouse.pipeline.message.Envelope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Errors of a server that the service is connected to: with some it closes the connection, with others it goes on. */
class ServerErrorsTest {
    private final ScriptedServer server = ScriptedServer.start();
    private final Logger logger = (Logger) LoggerFactory.getLogger(NatsLink.class);
    private final Complaints complaints = new Complaints();

    @BeforeEach
    void listen() {
        complaints.start();
        logger.addAppender(complaints);
    }

    @AfterEach
    void close() {
        logger.detachAppender(complaints);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Permissions Violation for Publish to \"mallory.inbox\"",
                "Permissions Violation for Publish to \"$SYS._INBOX.of.another\"",
                "Permissions Violation for Subscription to \"$SRV.PING\"",
                "maximum subscriptions exceeded",
                "Invalid Publish Subject",
                "Slow Consumer",
                "Something new"
            })
    void itGoesOnBehindAnErrorThatTheServerGoesOnBehind(String error) throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send("-ERR '", error, "'\r\n");
            complaints.await("nats-server says: " + error);

            connection.send(connection.request("r.1", "hello"));
            assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
            connection.expectAnswer("r.1", "answer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization Violation",
                "User Authentication Expired",
                "Account Authentication Expired",
                "Stale Connection",
                "Slow Consumer",
                "Maximum Payload Violation",
                "Server Shutdown"
            })
    void itConnectsAgainWhenTheServerCloses(String error) throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send(connection.request("r.1", "old"), "-ERR '" + error + "'\r\n");
            Envelope old = scene.expectRequest("old");
            connection.halfClose().expectClosed();

            scene.awaitEvent("disconnected");
            ScriptedConnection next = server.accept().serve();
            scene.awaitReady();
            assertThat(scene.answer(old, "too late"))
                    .as("on another connection")
                    .isFalse();
            next.send(next.request("r.1", "new"));
            assertThat(scene.answer(scene.expectRequest("new"), "answer")).isTrue();
            next.expectAnswer("r.1", "answer");
        }
    }

    /** What the service logs. */
    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        void await(String beginning) throws InterruptedException {
            String line = "";
            while (!line.startsWith(beginning)) {
                line = lines.poll(ScriptedServer.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(line)
                        .as("nothing is logged that begins with: " + beginning)
                        .isNotNull();
            }
        }
    }
}

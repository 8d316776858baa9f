package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the service says on a new connection, and in which order. */
class LoginConversationTest {
    @Test
    void itLogsInAsksWhatItMayDoAndSubscribes() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().send(InfoLine.usual());
            assertThat(connection.next("CONNECT ").line())
                    .contains("\"verbose\":false", "\"echo\":false", "\"headers\":true", "\"name\":\"scripted\"");
            connection.expect("PING").send("PONG\r\n").tellRights();
            assertThat(scene.awaitEvent("account")).isEqualTo("account AUTH");
            assertThat(connection.next("SUB ").line()).startsWith("SUB $SYS.REQ.USER.AUTH gatehouse ");
            connection.expect("PING").send("PONG\r\n");

            scene.awaitReady();
            connection.expectAllRead();
        }
    }

    /** A server that takes the subscription may have requests at once. */
    @Test
    void itTakesRequestsBeforeItsSubscriptionIsConfirmed() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().logIn().tellRights().takeSubscription();
            connection.send(connection.request("early.1", "hello"));

            assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
            connection.expectAnswer("early.1", "answer");
            assertThat(scene.link().facts())
                    .as("not ready before it is confirmed")
                    .isNull();
            connection.send("PONG\r\n");
            scene.awaitReady();
        }
    }

    @Test
    void theSubscriptionsOfTheMicroServiceComeLast() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                LinkScene scene = LinkScene.of(server).micro().start()) {
            ScriptedConnection connection = server.accept().serve();
            for (String verb : new String[] {"PING", "INFO", "STATS"}) {
                connection.expect(
                        "SUB $SRV." + verb + " ",
                        "SUB $SRV." + verb + ".gatehouse ",
                        "SUB $SRV." + verb + ".gatehouse.one ");
            }
            scene.awaitReady();
        }
    }

    /** What was on its way when the service said that it wants no more is taken and answered. */
    @Test
    void itTakesLeaveWithoutLosingARequest() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();

            CompletableFuture<Void> leaving =
                    CompletableFuture.runAsync(scene.link()::unsubscribe).thenRun(scene.link()::close);
            connection.expect("UNSUB " + connection.requestId(), "PING");
            connection.send(connection.request("late.1", "late"));
            assertThat(scene.answer(scene.expectRequest("late"), "answer")).isTrue();
            connection.expectAnswer("late.1", "answer").send("PONG\r\n");
            connection.expect("UNSUB ", "PING").send("PONG\r\n").expectClosed();
            leaving.get(ScriptedServer.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}

package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.pipeline.message.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection is made anew with another login, while the one that there is serves. */
class RenewalTest {
    private final ScriptedServer server = ScriptedServer.start();
    private final NatsSettings settings = LinkScene.of(server).build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theOldOneServesUntilTheNewOneCanAndEndsOnceItsAnswersAreSent() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection before = server.accept().serve();
            scene.awaitReady();
            scene.renew(settings, "other");
            ScriptedConnection after = server.accept().logIn().tellRights().takeSubscription();
            before.send(before.request("r.1", "one"));
            assertThat(scene.answer(scene.expectRequest("one"), "answer")).isTrue();
            before.expectAnswer("r.1", "answer");
            before.send(before.request("r.2", "two"));
            Envelope underWay = scene.expectRequest("two");

            after.send("PONG\r\n");
            before.expect("UNSUB " + before.requestId(), "PING");
            after.send(after.request("r.3", "three"));
            assertThat(scene.answer(scene.expectRequest("three"), "new")).isTrue();
            after.expectAnswer("r.3", "new");
            assertThat(scene.answer(underWay, "old")).isTrue();
            before.expectAnswer("r.2", "old").send("PONG\r\n");
            before.expect("UNSUB ", "PING").send("PONG\r\n").expectClosed();

            scene.awaitEvent("subscribed true");
            assertThat(scene.hasEvent("disconnected")).isFalse();
            assertThat(scene.hasEvent("subscribed false")).isFalse();
            after.expectAllRead();
        }
    }

    @Test
    void aLoginThatIsRefusedChangesNothingAndIsTriedAgain() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection before = server.accept().serve();
            scene.awaitReady();
            scene.renew(settings, "unknown");
            for (int times = 0; times < 3; times++) {
                refuse(server.accept());
                before.send(before.request("r.1", "one"));
                assertThat(scene.answer(scene.expectRequest("one"), "answer")).isTrue();
                before.expectAnswer("r.1", "answer");
            }
            assertThat(scene.link().pending()).contains("is not in use yet");
            assertThat(scene.hasEvent("disconnected")).isFalse();
            assertThat(scene.hasEvent("subscribed false")).isFalse();

            server.accept().serve();
            before.expect("UNSUB " + before.requestId(), "PING").send("PONG\r\n");
            scene.awaitReady();
            assertThat(scene.link().pending()).isNull();
        }
    }

    /** Who is not connected any more has nothing to wait for. */
    @Test
    void theNewOneServesAtOnceWhereTheOldOneIsLost() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection before = server.accept().serve();
            scene.awaitReady();
            scene.renew(settings, "other");
            ScriptedConnection after = server.accept().logIn();
            server.stopListening();
            before.close();
            scene.awaitEvent("disconnected");
            after.tellRights().takeSubscription().send("PONG\r\n");
            scene.awaitReady();
            after.send(after.request("r.1", "one"));
            assertThat(scene.answer(scene.expectRequest("one"), "answer")).isTrue();
            after.expectAnswer("r.1", "answer");
        }
    }

    /** It tells so some time before it closes connections. */
    @Test
    void aServerThatIsGoingToStopIsLeftBeforeItCloses() throws Exception {
        try (ScriptedServer other = ScriptedServer.start();
                LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection before = server.accept().serve();
            scene.awaitReady();
            server.stopListening();
            before.send(InfoLine.usual().lameDuck().connectUrls(other));
            ScriptedConnection after = other.accept().serve();
            before.expect("UNSUB " + before.requestId(), "PING").send("PONG\r\n");
            before.expect("UNSUB ", "PING").send("PONG\r\n").expectClosed();
            scene.awaitReady();
            assertThat(scene.hasEvent("disconnected")).isFalse();
            after.send(after.request("r.1", "one"));
            assertThat(scene.answer(scene.expectRequest("one"), "answer")).isTrue();
            after.expectAnswer("r.1", "answer");
        }
    }

    /** The configuration has changed twice. */
    @Test
    void theLastOneCounts() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            server.accept().serve();
            scene.awaitReady();
            scene.renew(settings, "first");
            ScriptedConnection first = server.accept().send(InfoLine.usual());
            assertThat(first.next("CONNECT ").line()).contains("\"user\":\"first\"");
            scene.renew(settings, "second");
            ScriptedConnection second = server.accept().send(InfoLine.usual());
            assertThat(second.next("CONNECT ").line()).contains("\"user\":\"second\"");
            second.expect("PING")
                    .send("PONG\r\n")
                    .tellRights()
                    .takeSubscription()
                    .send("PONG\r\n");
            scene.awaitReady();
            second.send(second.request("r.1", "one"));
            assertThat(scene.answer(scene.expectRequest("one"), "answer")).isTrue();
            second.expectAnswer("r.1", "answer");
        }
    }

    private static void refuse(ScriptedConnection connection) {
        connection
                .send(InfoLine.usual())
                .expect("CONNECT ", "PING")
                .send("-ERR 'Authorization Violation'\r\n")
                .close();
    }
}

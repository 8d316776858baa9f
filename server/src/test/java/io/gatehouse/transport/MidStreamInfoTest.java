package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.message.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that tells news of itself and of the others while the service is connected to it. */
class MidStreamInfoTest {
    private final ScriptedServer first = ScriptedServer.start();
    private final ScriptedServer second = ScriptedServer.start();

    private final LinkScene scene = LinkScene.of(first).start();

    @AfterEach
    void close() {
        first.close();
        second.close();
        scene.close();
    }

    @Test
    void itsLimitsHoldFromThenOn() throws Exception {
        ScriptedConnection connection = first.accept().serve(InfoLine.usual().maxPayload(5000));
        scene.awaitReady();
        assertThat(scene.link().maxPayload()).isEqualTo(5000);

        String request = connection.request("r.1", "hello");
        int middle = request.length() / 2;
        connection.send(request, InfoLine.usual().maxPayload(700), request.substring(0, middle));
        connection.send(request.substring(middle)).expectAllRead();

        assertThat(scene.link().maxPayload()).isEqualTo(700);
        scene.expectRequest("hello");
        scene.expectRequest("hello");
    }

    @Test
    void theOthersThatItTellsOfAreTriedWhenItIsGone() throws Exception {
        ScriptedConnection connection = first.accept().serve();
        scene.awaitReady();
        connection.send(InfoLine.usual().connectUrls(first, second)).expectAllRead();
        first.close();

        second.accept().serve();
        scene.awaitReady();
    }

    /** As nats-server does at each login, where it knows of others. */
    @Test
    void soAreThoseOfItsFirstInfo() throws Exception {
        first.accept().serve(InfoLine.usual().connectUrls(second));
        scene.awaitReady();
        first.close();

        second.accept().serve();
        scene.awaitReady();
    }

    /** In lame duck mode a server goes on delivering, and closes its connections little by little. */
    @Test
    void aServerThatIsGoingToStopIsServedToTheEnd() throws Exception {
        ScriptedConnection old = first.accept().serve();
        scene.awaitReady();
        old.send(old.request("r.1", "before"), InfoLine.usual().lameDuck().connectUrls(second));
        first.stopListening();
        Envelope before = scene.expectRequest("before");
        old.expectAllRead().send(old.request("r.2", "after"));
        Envelope after = scene.expectRequest("after");

        assertThat(scene.answer(before, "1")).isTrue();
        assertThat(scene.answer(after, "2")).isTrue();
        old.expectAnswer("r.1", "1").expectAnswer("r.2", "2").close();

        ScriptedConnection next = second.accept().serve();
        scene.awaitReady();
        next.send(next.request("r.3", "moved"));
        assertThat(scene.answer(scene.expectRequest("moved"), "3")).isTrue();
        next.expectAnswer("r.3", "3");
    }
}

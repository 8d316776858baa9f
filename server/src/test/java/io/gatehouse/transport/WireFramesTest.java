package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests arrive whole and in their order, however the bytes come. */
class WireFramesTest {
    private final ScriptedServer server = ScriptedServer.start();
    private final LinkScene scene = LinkScene.of(server).start();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void eachByteOnItsOwn() throws Exception {
        ScriptedConnection connection =
                server.accept().sendByteByByte(InfoLine.usual().toString());
        connection
                .expect("CONNECT ", "PING")
                .sendByteByByte("PONG\r\n")
                .tellRights()
                .takeSubscription();
        connection.sendByteByByte(
                "PONG\r\n" + connection.request("r.1", "one") + "PING\r\n" + sealed(connection, "r.2", "two"));

        connection.expect("PONG");
        scene.expectRequest("one");
        assertThat(scene.expectRequest("two").serverXkey()).isEqualTo("XSERVER");
    }

    @Test
    void manyInOneSegment() throws Exception {
        ScriptedConnection connection = server.accept().serve();
        scene.awaitReady();
        StringBuilder all = new StringBuilder();
        IntStream.range(0, 500)
                .forEach(i -> all.append(connection.request("r." + i, "body " + i))
                        .append(i % 7 == 0 ? "PING\r\n" : "")
                        .append(i % 11 == 0 ? InfoLine.usual().toString() : "")
                        .append(i % 13 == 0 ? "MSG _INBOX.other 99 5\r\nother\r\n" : "")
                        .append(i % 17 == 0 ? "+OK\r\n-ERR 'Something'\r\n" : ""));
        connection.send(all);

        for (int i = 0; i < 500; i++) {
            assertThat(scene.expectRequest("body " + i).replyTo()).isEqualTo("r." + i);
        }
        IntStream.range(0, 500).filter(i -> i % 7 == 0).forEach(i -> connection.expect("PONG"));
        connection.expectAllRead();
    }

    @Test
    void cutAnywhere() throws Exception {
        ScriptedConnection connection = server.accept().serve();
        scene.awaitReady();
        String bytes = connection.request("r.1", "one\r\n") + "PING\r\n" + sealed(connection, "r.2", "");
        for (int cut = 1; cut < bytes.length(); cut++) {
            connection.send(bytes.substring(0, cut));
            connection.send(bytes.substring(cut)).expect("PONG");
            scene.expectRequest("one\r\n");
            scene.expectRequest("");
        }
    }

    /** A client that waits for a message to be complete answers nothing in between, and loses nothing. */
    @Test
    void aMessageInTwoPartsFarApart() throws Exception {
        ScriptedConnection connection = server.accept().serve();
        scene.awaitReady();
        String request = connection.request("r.1", "first half, second half");
        int half = request.indexOf("second");
        connection.send("PING\r\n", request.substring(0, half)).expect("PONG");
        assertThat(scene.hasRequest()).isFalse();

        connection.send(request.substring(half));
        scene.expectRequest("first half, second half");
    }

    private static String sealed(ScriptedConnection connection, String replyTo, String body) {
        return SiftedStream.withHeaders(
                CalloutService.SUBJECT + ' ' + connection.requestId() + ' ' + replyTo, SiftedStream.HEADERS, body);
    }
}

package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants TLS: where it begins, and that nothing counts before it. */
class TlsUpgradeTest {
    /** The first byte of TLS. */
    private static final String HANDSHAKE = "\u0016";

    @TempDir
    private static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static TestCertificate certificate;

    private final ScriptedServer server = ScriptedServer.start();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.create(dir, "ip:127.0.0.1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void itBeginsBehindTheInfo() throws Exception {
        try (LinkScene scene = trusting("tls", false).start()) {
            ScriptedConnection connection =
                    server.accept().send(InfoLine.usual().tlsRequired()).upgrade(certificate.context());
            serve(scene, connection.admit());
        }
    }

    @Test
    void itIsUsedWhereSettingsAskForIt() throws Exception {
        try (LinkScene scene = trusting("nats", false).start()) {
            ScriptedConnection connection =
                    server.accept().send(InfoLine.usual().tlsRequired()).upgrade(certificate.context());
            serve(scene, connection.admit());
        }
    }

    /** The service learns from the INFO that TLS is wanted, and connects again. */
    @Test
    void itIsUsedWhereOnlyTheServerAsksForIt() {
        try (LinkScene scene = LinkScene.of(server).start()) {
            server.accept().send(InfoLine.usual().tlsRequired()).expectClosed();
            server.accept().send(InfoLine.usual().tlsRequired()).expectBytes(HANDSHAKE);
            assertThat(scene.link().facts()).isNull();
        }
    }

    @Test
    void itComesBeforeTheInfoWhereBothAgree() throws Exception {
        try (LinkScene scene = trusting("tls", true).start()) {
            serve(
                    scene,
                    server.accept()
                            .upgrade(certificate.context())
                            .logIn(InfoLine.usual().tlsRequired()));
        }
    }

    /** The client library would wait for its reader, for a second. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsClosedAtOnce(boolean first) throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int times = 0; times < 10 && quickest > 500; times++) {
            quickest = Math.min(quickest, millisToClose(first));
        }
        assertThat(quickest).isLessThan(500);
    }

    private long millisToClose(boolean first) throws Exception {
        try (ScriptedServer here = ScriptedServer.start();
                LinkScene scene = trusting(here, "tls", first).start()) {
            InfoLine info = InfoLine.usual().tlsRequired();
            ScriptedConnection connection = first
                    ? here.accept().upgrade(certificate.context()).send(info).admit()
                    : here.accept().send(info).upgrade(certificate.context()).admit();
            serve(scene, connection);
            long since = System.nanoTime();
            Thread closing = new Thread(scene.link()::close);
            closing.start();
            connection.expect("PING").send("PONG\r\n").readToEnd();
            closing.join(ScriptedServer.LIMIT_MILLIS);
            return (System.nanoTime() - since) / 1_000_000;
        }
    }

    /** Somebody on the way could have put it there. */
    @ParameterizedTest
    @ValueSource(
            strings = {"P", "PONG\r\n", "+OK\r\n", "INFO {}\r\n", "MSG $SYS.REQ.USER.AUTH 1 r 1\r\nx\r\n", "\u0016"})
    void bytesBehindTheInfoEndTheConnection(String more) throws Exception {
        try (LinkScene scene = trusting("tls", false).start()) {
            server.accept().send(InfoLine.usual().tlsRequired(), more).expectClosed();

            ScriptedConnection next =
                    server.accept().send(InfoLine.usual().tlsRequired()).upgrade(certificate.context());
            serve(scene, next.admit());
        }
    }

    @Test
    void aServerWithoutTlsGetsNoLogin() throws Exception {
        try (LinkScene scene = trusting("tls", false).start()) {
            server.accept().send(InfoLine.usual()).expectClosed();
            assertThat(scene.link().facts()).isNull();
        }
    }

    /** The login is not sent to one that shows a certificate that nobody trusts. */
    @Test
    void anUnknownServerGetsNoLogin() {
        try (LinkScene scene =
                LinkScene.of(server).tls("tls", TlsSettings.DEFAULT).start()) {
            ScriptedConnection connection =
                    server.accept().send(InfoLine.usual().tlsRequired());
            connection.expectFailedUpgrade(certificate.context());
            assertThat(scene.link().facts()).isNull();
        }
    }

    /** A name that is told before the handshake may come from anybody. */
    @Test
    void othersThatAreNamedBeforeItAreNotTried() throws Exception {
        try (ScriptedServer mallory = ScriptedServer.start();
                LinkScene scene = trusting("tls", false).start()) {
            String named = mallory.hostPort().replace("127.0.0.1", "localhost");
            InfoLine info = InfoLine.usual().tlsRequired().with("connect_urls", "[\"" + named + "\"]");
            for (int times = 0; times < 3; times++) {
                ScriptedConnection connection = server.accept().send(info).upgrade(certificate.context());
                serve(scene, connection.admit());
                connection.close();
            }
        }
    }

    private LinkScene.Settings trusting(String scheme, boolean first) {
        return trusting(server, scheme, first);
    }

    private static LinkScene.Settings trusting(ScriptedServer server, String scheme, boolean first) {
        return LinkScene.of(server)
                .connectTimeout(Duration.ofMinutes(5))
                .tls(scheme, new TlsSettings(certificate.pem(), null, null, null, first));
    }

    private static void serve(LinkScene scene, ScriptedConnection loggedIn) throws InterruptedException {
        loggedIn.tellRights().takeSubscription().send("PONG\r\n");
        scene.awaitReady();
        loggedIn.send(loggedIn.request("r.1", "hello"));
        assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
        loggedIn.expectAnswer("r.1", "answer");
    }
}

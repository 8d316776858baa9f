package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.service.Service;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody on the way to nats-server holds a certificate of the same CA, for another host, and waits for the password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WrongHostAttack {
    private static final String NO_CONNECTION = "No connection to nats-server tls://127.0.0.1:\\d+: ";

    @SuppressWarnings("NullAway.Init")
    private TestPki pki;

    @BeforeAll
    void makeCertificates(@TempDir Path dir) throws Exception {
        pki = TestPki.create(dir);
        pki.addServer("mallory", server -> server.dns("mallory.example"));
        InetAddress another = InetAddress.getByName("127.0.0.2");
        pki.addServer("neighbour", server -> server.address(another).dns("127.0.0.1"));
        pki.addServer("nameless", UnaryOperator.identity());
        pki.addServer("wild", server -> server.dns("*.example"));
    }

    /** The common name of each is the host, and says nothing. */
    @ParameterizedTest
    @CsvSource({
        "mallory, but for mallory.example",
        "neighbour, 'but for 127.0.0.1, 127.0.0.2'",
        "nameless, but for no name at all",
        "wild, but for \\*.example"
    })
    void thePasswordIsNotSentToAnotherServer(String certificate, String names) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = service(certificate, "").openWithoutService()) {
            Service service = stage.launchService();
            int from = log.await(
                    0,
                    "^WARN " + NO_CONNECTION + "the server's certificate is not for 127.0.0.1, " + names
                            + ".*nats.tls.server_name");
            assertThat(from).isPositive();
            assertNoLogin(stage);
            assertThat(service.counters().requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "nameless"})
    void norWhereTheHandshakeComesFirst(String certificate) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = service(certificate, "handshake_first: true")
                        .set("nats.tls.first", "true")
                        .openWithoutService()) {
            stage.launchService();
            log.await(0, NO_CONNECTION + "the server's certificate is not for 127.0.0.1");
            assertNoLogin(stage);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server, ''",
        "mallory, mallory.example",
        "neighbour, 127.0.0.2",
        "wild, nats-1.example",
    })
    void control_theServerThatIsMeantGetsTheLogin(String certificate, String serverName) throws Exception {
        Stage.Builder builder = service(certificate, "");
        if (!serverName.isEmpty()) {
            builder.set("nats.tls.server_name", serverName);
        }
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = builder.openWithoutService()) {
            stage.startService();
            log.await(0, "Connected to nats-server tls://127.0.0.1:");
            assertThat(stage.server().log().lines()).anyMatch(line -> line.contains("[CONNECT {"));
        }
    }

    @Test
    void checkSaysItToo() throws Exception {
        try (Stage stage = service("mallory", "").openWithoutService()) {
            Cli cli = new Cli(stage.deployment().dir());
            int code = cli.run(
                    "check",
                    "-c",
                    stage.deployment().settings().toString(),
                    "--server",
                    stage.server().url().replace("nats:", "tls:"),
                    "--tlsca",
                    pki.cert("ca").toString());
            assertThat(code).isEqualTo(ExitCode.FAILED);
            assertThat(cli.out()).contains("the server's certificate is not for 127.0.0.1, but for mallory.example");
            assertNoLogin(stage);
        }
    }

    /** A server that logs each line it is sent. */
    private Stage.Builder service(String certificate, String more) {
        return Stage.config()
                .set("nats.tls.ca", pki.cert("ca").toString())
                .tls()
                .serverConf(conf -> conf + """

                trace: true
                tls { cert_file: "%s", key_file: "%s", %s }
                """.formatted(pki.cert(certificate), pki.key(certificate), more));
    }

    private static void assertNoLogin(Stage stage) {
        stage.server().log().await("TLS handshake error");
        assertThat(stage.server().log().lines()).noneMatch(line -> line.contains("[CONNECT {"));
    }
}

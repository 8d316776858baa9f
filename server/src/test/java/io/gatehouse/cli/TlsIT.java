package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between everybody: the service and its broker, and clients whose certificates Gatehouse gets to see. */
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
class TlsIT {
    private static final String CANNOT_CONNECT = "^WARN No connection to nats-server";
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    @TempDir
    private static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static TestPki pki;

    @BeforeAll
    static void makeCertificates() throws Exception {
        pki = TestPki.create(dir);
    }

    @Test
    void theServiceTrustsItsCa() throws Exception {
        try (Stage stage =
                        broker("").set("nats.tls.ca", pki.cert("ca").toString()).open();
                Connection alice =
                        Nats.connect(alice(stage).sslContext(pki.trusting()).build())) {
            assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
            stage.awaitGrants(1);
        }
    }

    @Test
    void theServiceShowsItsCertificate() throws Exception {
        try (Stage stage = identified(broker("verify: true")).open();
                Connection alice =
                        Nats.connect(alice(stage).sslContext(pki.identified()).build())) {
            assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServiceBeginsWithTheHandshake(boolean mutual) throws Exception {
        Stage.Builder builder =
                broker("handshake_first: true, verify: " + mutual).set("nats.tls.first", "true");
        builder = mutual
                ? identified(builder)
                : builder.set("nats.tls.ca", pki.cert("ca").toString());
        try (Stage stage = builder.open();
                Connection alice = Nats.connect(alice(stage)
                        .sslContext(mutual ? pki.identified() : pki.trusting())
                        .tlsFirst()
                        .build())) {
            assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @Test
    void theServiceTalksToNoServerThatItDoesNotTrust() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = broker("")
                        .set("nats.tls.ca", pki.cert("client").toString())
                        .openWithoutService()) {
            stage.launchService();
            log.await(
                    0,
                    CANNOT_CONNECT
                            + ".*: the CA in .*client.pem \\(nats.tls.ca\\) did not sign the server's certificate");
            stage.server().log().await("TLS handshake error");
            assertThat(log.lines()).noneMatch(line -> line.contains("Connected to nats-server"));
        }
    }

    @Test
    void theJdksCasDoNotVouchForTheServer() throws Exception {
        says(
                broker("").set("nats.tls.server_name", "localhost"),
                "the server's certificate is not from a CA that is trusted: set nats.tls.ca");
    }

    @ParameterizedTest
    @CsvSource({
        "old, -5, the server's certificate ended at 20",
        "young, 5, the server's certificate is not valid before 20"
    })
    void theServersCertificateHasADate(String name, int begin, String words) throws Exception {
        pki.addServerOfOneDay(name, Duration.ofDays(begin));
        says(trusting(broker(name, "")), words);
    }

    @Test
    void theServerSpeaksBeforeTls() throws Exception {
        says(
                trusting(broker("")).set("nats.tls.first", "true"),
                "the server does not begin with TLS: remove nats.tls.first, or set handshake_first");
    }

    @Test
    void theServerWaitsForTls() throws Exception {
        says(
                trusting(broker("handshake_first: true")),
                "it has not sent its INFO: if it begins with TLS .handshake_first., set nats.tls.first to true");
    }

    @Test
    void theServerTrustsAnotherCa() throws Exception {
        Path others = Files.createDirectories(dir.resolve("others"));
        TestPki another = TestPki.create(others);
        says(
                broker("verify: true")
                        .set("nats.tls.ca", pki.cert("ca").toString())
                        .set("nats.tls.cert", another.cert("client").toString())
                        .set("nats.tls.key", another.key("client").toString()),
                ".*client.pem .nats.tls.cert. must be signed by a CA in the server's ca_file");
    }

    /** The service starts, does not connect, and says why. */
    private static void says(Stage.Builder builder, String words) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = builder.openWithoutService()) {
            stage.launchService();
            log.await(0, CANNOT_CONNECT + " .*: .*" + words);
        }
    }

    private static Stage.Builder trusting(Stage.Builder builder) {
        return builder.set("nats.tls.ca", pki.cert("ca").toString());
    }

    @Test
    void theServerTurnsAwayAServiceWithoutACertificate() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = broker("verify: true")
                        .set("nats.tls.ca", pki.cert("ca").toString())
                        .openWithoutService()) {
            stage.launchService();
            // The alert is not read where the server has closed the connection before all of our handshake is written.
            log.await(0, CANNOT_CONNECT + ".*: the server (wants|may want) a certificate from us");
            stage.server().log().await("TLS handshake error.*certificate");
        }
    }

    @Test
    void theClientsVerifiedCertificatesReachGatehouse() throws Exception {
        try (Stage stage = identified(broker("verify: true")).open();
                RequestTap tap = RequestTap.on(stage, stage.asTheService().sslContext(pki.identified()));
                Connection alice =
                        Nats.connect(alice(stage).sslContext(pki.identified()).build())) {
            AuthorizationRequest request = tap.nextOpened();
            ClientTls tls = Objects.requireNonNull(request.tls());

            assertThat(request.connect().user()).isEqualTo("alice");
            assertThat(tls.version()).isEqualTo("1.3");
            assertThat(tls.cipher()).startsWith("TLS_");
            assertThat(tls.verifiedChains()).containsExactly(List.of(pem("client"), pem("ca")));
            assertThat(tls.certs())
                    .as("sent only when there are no verified chains")
                    .isEmpty();
            stage.awaitGrants(1);
            assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    private static Stage.Builder broker(String more) {
        return broker("server", more);
    }

    private static Stage.Builder broker(String server, String more) {
        return Stage.operator()
                .users(USERS)
                .serverConf(conf -> conf + """

                tls { cert_file: "%s", key_file: "%s", ca_file: "%s", timeout: 10, %s }
                """.formatted(pki.cert(server), pki.key(server), pki.cert("ca"), more));
    }

    private static Stage.Builder identified(Stage.Builder builder) {
        return builder.set("nats.tls.ca", pki.cert("ca").toString())
                .set("nats.tls.cert", pki.cert("client").toString())
                .set("nats.tls.key", pki.key("client").toString());
    }

    private static Options.Builder alice(Stage stage) {
        return stage.as("alice", "a1");
    }

    private static String pem(String name) throws Exception {
        return Files.readString(pki.cert(name));
    }
}

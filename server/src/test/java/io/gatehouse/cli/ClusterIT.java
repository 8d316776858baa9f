package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers: those of the list in turn, and one that another tells of by its address. */
@Tag("heavy")
@AgainstNatsServer
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    /** The certificate of both is for localhost, and for no address. */
    @Test
    void aServerThatIsToldOfByItsAddressIsVerifiedByTheNameOfTheTeller() throws Exception {
        TestPki pki = TestPki.create(dir);
        pki.addServer("named", server -> server.dns("localhost"));
        pki.addServer("other", server -> server.dns("other.example"));
        int first = KeptPort.free();
        int second = KeptPort.free();
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .serverConf(conf -> member(conf, pki, "named", "a", first, second))
                        .openWithoutService()) {
            stage.server().log().await("Server is ready");
            Path peer = Files.writeString(
                    stage.deployment().dir().resolve("peer.conf"),
                    Files.readString(stage.deployment().serverConf())
                            .replace("server_name: a", "server_name: b")
                            .replace(":" + first + "\"", ":swap\"")
                            .replace(":" + second + "\"", ":" + first + "\"")
                            .replace(":swap\"", ":" + second + "\""));
            try (NatsServer b = NatsServer.start(NatsServerConfig.file(peer))) {
                // From its first connection on the service knows of it.
                awaitTold(stage.server(), b);
                try (Service service = start(stage, pki)) {
                    service.awaitUp();
                    int mark = log.await(0, "^INFO Connected to nats-server tls://localhost:");
                    stage.server().stop();
                    log.await(mark, "^INFO Connected to nats-server tls://127.0.0.1:" + b.port());

                    Files.writeString(peer, Files.readString(peer).replace("/named.", "/other."));
                    mark = log.mark();
                    b.restart();
                    log.await(
                            mark,
                            "^WARN No connection to nats-server tls://127.0.0.1:" + b.port()
                                    + ": the server's certificate is not for localhost, but for other.example");
                }
            }
        }
    }

    /** Waits until a server tells its clients of another. */
    private static void awaitTold(NatsServer server, NatsServer other) {
        await().atMost(PATIENCE).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                String info = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
                return info != null && info.contains(":" + other.port() + "\"");
            }
        });
    }

    private static String member(String conf, TestPki pki, String certificate, String name, int own, int peer) {
        return conf + """

                server_name: %s
                tls { cert_file: "%s", key_file: "%s" }
                cluster { name: c, listen: "127.0.0.1:%d", routes: [ "nats://127.0.0.1:%d" ] }
                """.formatted(name, pki.cert(certificate), pki.key(certificate), own, peer);
    }

    private static Service start(Stage stage, TestPki pki) {
        return Service.start(new SettingsLoader(Map.of(), stage.deployment().dir())
                .option("nats.url", "--server", stage.server().url().replace("nats://127.0.0.1", "tls://localhost"))
                .option("nats.tls.ca", "--tlsca", pki.cert("ca").toString())
                .option("nats.connect_timeout", "--set", "20s")
                .option("nats.reconnect_max_wait", "--set", "200ms")
                .option("http.listen", "--http", "off")
                .load(stage.deployment().settings()));
    }

    @Test
    void theFirstServerOfTheListIsTriedFirst() throws Exception {
        for (int tries = 0; tries < 5; tries++) {
            try (LogCapture log = LogCapture.of(Level.INFO);
                    Stage one = Stage.config().openWithoutService()) {
                String nobody = "nats://127.0.0.1:" + KeptPort.free();
                String url = nobody + ',' + one.server().url() + ',' + nobody;
                try (Service service = Service.start(
                        new SettingsLoader(Map.of(), one.deployment().dir())
                                .option("nats.url", "--server", url)
                                .option("nats.connect_timeout", "--set", "20s")
                                .option("http.listen", "--http", "off")
                                .load(one.deployment().settings()))) {
                    service.awaitUp();
                    assertThat(log.lines())
                            .filteredOn(
                                    line -> line.contains("connection to nats-server") || line.contains("Connected to"))
                            .satisfiesExactly(
                                    line -> assertThat(line).contains("No connection to nats-server " + nobody),
                                    line -> assertThat(line)
                                            .contains("Connected to nats-server "
                                                    + one.server().url()));
                }
            }
        }
    }

    /** nats-server would ask us about ourselves, and nobody answers; its patience and ours are the same. */
    @Test
    void aUserThatIsNotAmongTheAuthUsersIsToldSo() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .serverConf(conf -> conf.replace("auth_users: [ gatehouse, sys ]", "auth_users: [ sys ]"))
                        .openWithoutService()) {
            stage.launchService();
            log.await(0, "^WARN No connection to nats-server .*auth_users");
        }
    }
}

package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.drops.Drop;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another authority issues the certificates of three servers and two instances, which verify each other, while a user logs in 200 times a
 * second; none of these logins is lost. Both are trusted first, then the certificates are replaced, then the one before is trusted no more.
 * The listener for admin requests has the instances' certificates, too. Servers and instances have the times that they have by default, and
 * no login is tried twice, but for {@link CutOff those that nats-server itself cuts off} where it is reloaded.
 */
@AgainstNatsServer
@Tag("full")
class AuthorityRotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int A_SECOND = 200;
    private static final int SOME = 60;
    private static final int INSTANCES = 2;
    private static final String FORCE = "INFO the configuration is in force with these changes: ";
    private static final String RENEWED = "INFO the new connection to nats-server is in use";
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    @TempDir
    private Path temporary;

    /** How servers take new certificates. In operator mode a reload ends every session, so that nobody does that there. */
    enum Way {
        RELOAD_IN_CONFIG_MODE(Mode.CONFIG, true),
        RESTART_IN_CONFIG_MODE(Mode.CONFIG, false),
        RESTART_IN_OPERATOR_MODE(Mode.OPERATOR, false);

        final Mode mode;
        final boolean reloads;

        Way(Mode mode, boolean reloads) {
            this.mode = mode;
            this.reloads = reloads;
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // logins end before what they log in at, and before they are counted
    void noLoginIsLost(Way way) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Rig rig = Rig.start(temporary.toRealPath(), way);
                PacedLogins logins = PacedLogins.start(rig, A_SECOND)) {
            Rotation rotation = new Rotation(rig, log, logins);
            String both = Files.readString(rig.old.cert("ca")) + Files.readString(rig.next.cert("ca"));
            String last = Files.readString(rig.next.cert("ca"));
            rotation.ofInstances(() -> rig.write("service-ca.pem", both), "nats.tls.ca");
            rotation.ofServers(() -> {
                rig.write("server-ca.pem", both);
                rig.link("server", rig.nextFolder());
            });
            rig.clientsShow(rig.next.identified(rig.old));
            rotation.ofInstances(() -> rig.link("service", rig.nextFolder()), "nats.tls.cert, nats.tls.key");
            rotation.ofInstances(() -> rig.write("service-ca.pem", last), "nats.tls.ca");
            rotation.ofServers(() -> rig.write("server-ca.pem", last));
            rig.assertThatTheOneBeforeIsGone();
            logins.close();
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.unaccounted()).isZero();
            rig.assertThatNobodyWentUnanswered();
        }
    }

    /** What is done to files. */
    private interface Change {
        void run() throws IOException;
    }

    /** What an operator does, step by step; each waits until it has taken effect. */
    private record Rotation(Rig rig, LogCapture log, PacedLogins logins) {
        /** As Kubernetes exchanges a secret: a certificate and its key in the same moment. */
        void ofInstances(Change change, String keys) throws Exception {
            int mark = log.mark();
            change.run();
            awaitEach(mark, FORCE + keys);
            awaitEach(mark, RENEWED);
            settle(keys);
        }

        private void awaitEach(int mark, String says) throws InterruptedException {
            int next = mark;
            for (int i = 0; i < INSTANCES; i++) {
                next = log.await(next, says);
            }
        }

        /** One after the other. */
        void ofServers(Change change) throws Exception {
            change.run();
            for (int number = 0; number < rig.cluster.servers().size(); number++) {
                if (rig.way.reloads) {
                    rig.cutOff.reload(rig.cluster.servers().get(number));
                } else {
                    rig.restart(number);
                }
                settle("server " + number);
            }
        }

        private void settle(String step) {
            logins.awaitMore(SOME);
            assertThat(logins.lost()).as(step).isEmpty();
        }
    }

    /** Servers and instances of a deployment whose certificates are files behind links; clients log in at each server in turn. */
    private static final class Rig implements PacedLogins.Door, AutoCloseable {
        final TestPki old;
        final TestPki next;
        final ServerCluster cluster;
        final List<Service> instances;
        private final Path folder;
        private final Deployment deployment;
        private final Way way;
        private final CutOff cutOff = new CutOff();
        private final OpenPorts ports;
        private volatile SSLContext client;

        private Rig(Path folder, Way way) throws Exception {
            this.folder = folder;
            this.way = way;
            old = TestPki.create(Files.createDirectory(folder.resolve("old")));
            next = TestPki.create(Files.createDirectory(nextFolder()));
            client = old.identified(next);
            for (String owner : List.of("server", "service")) {
                link(owner, folder.resolve("old"));
                write(owner + "-ca.pem", Files.readString(old.cert("ca")));
            }
            deployment = Deployment.create(
                    folder.resolve("deployment"), DeploymentOptions.defaults().withMode(way.mode));
            Files.writeString(deployment.users(), USERS);
            Files.writeString(
                    deployment.serverConf(), Files.readString(deployment.serverConf()) + """

                    allow_non_tls: true
                    tls { cert_file: "%1$s/server/server.pem", key_file: "%1$s/server/server.key",
                      ca_file: "%1$s/server-ca.pem", verify: true }
                    """.formatted(folder));
            cluster = ServerCluster.start(deployment);
            ports = new OpenPorts(cluster.servers());
            instances = List.of(instance(0), instance(1));
        }

        static Rig start(Path folder, Way way) throws Exception {
            Rig rig = new Rig(folder, way);
            try {
                for (Service each : rig.instances) {
                    each.awaitUp();
                }
                return rig;
            } catch (Exception e) {
                rig.close();
                throw e;
            }
        }

        private Service instance(int number) {
            Map<String, String> settings = Map.of(
                    "nats.url", cluster.urls(number).replace("nats:", "tls:"),
                    "nats.tls.ca", folder.resolve("service-ca.pem").toString(),
                    "nats.tls.cert", folder.resolve("service/client.pem").toString(),
                    "nats.tls.key", folder.resolve("service/client.key").toString(),
                    "http.listen", "127.0.0.1:0",
                    "http.admin_listen", "127.0.0.1:0",
                    "http.admin_token", "0123456789abcdef",
                    "http.admin_tls.cert", folder.resolve("service/server.pem").toString(),
                    "http.admin_tls.key", folder.resolve("service/server.key").toString(),
                    "config.reload", "20ms");
            SettingsLoader loader = new SettingsLoader(Map.of(), deployment.dir());
            settings.forEach((key, value) -> loader.option(key, "--set", value));
            return Service.start(loader.load(deployment.settings()));
        }

        Path nextFolder() {
            return folder.resolve("next");
        }

        /** Written beside the file that there is, and moved over it. */
        void write(String name, String text) throws IOException {
            exchange(Files.writeString(folder.resolve("written"), text), name);
        }

        void link(String name, Path to) throws IOException {
            exchange(Files.createSymbolicLink(folder.resolve("linked"), to), name);
        }

        private void exchange(Path made, String name) throws IOException {
            Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        void clientsShow(SSLContext another) {
            client = another;
        }

        /** Clients are sent to the others until the server lets them in again. */
        void restart(int number) throws IOException, InterruptedException {
            int port = cluster.servers().get(number).port();
            ports.close(port);
            cluster.restart(number, UnaryOperator.identity());
            await().atMost(PATIENCE).until(() -> isOpen(port));
            ports.open(port);
        }

        @Override
        public void awaitOpen() {
            cluster.servers().forEach(server -> await().atMost(PATIENCE).until(() -> isOpen(server.port())));
        }

        private boolean isOpen(int port) {
            try {
                raw(port);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /** The library comes by TLS with a certificate, the others as they are allowed to without. */
        @Override
        public void logIn(boolean library) throws IOException, InterruptedException {
            while (!logInOrIsCutOff(library)) {}
        }

        private boolean logInOrIsCutOff(boolean library) throws IOException, InterruptedException {
            int port = ports.enter();
            CutOff.Try login = cutOff.begin(port);
            try {
                logIn(port, library);
                return true;
            } catch (IOException e) {
                if (!login.wasCutOff(e)) {
                    throw e;
                }
                return false;
            } finally {
                ports.leave(port);
            }
        }

        private void logIn(int port, boolean library) throws IOException, InterruptedException {
            if (library) {
                logIn(port, client);
            } else {
                raw(port);
            }
        }

        private void raw(int port) throws IOException {
            if (deployment.mode() == Mode.OPERATOR) {
                RawClient.login(port, deployment.sentinelCreds(), "anna", "a1").close();
            } else {
                RawClient.login(port, "anna", "a1").close();
            }
        }

        private void logIn(int port, SSLContext context) throws IOException, InterruptedException {
            Options.Builder options = Options.builder()
                    .server("tls://127.0.0.1:" + port)
                    .sslContext(context)
                    .userInfo("anna", "a1")
                    .connectionTimeout(Duration.ofSeconds(5))
                    .errorListener(new ErrorListener() {})
                    .noReconnect();
            if (deployment.mode() == Mode.OPERATOR) {
                options.authHandler(Nats.credentials(deployment.sentinelCreds().toString()));
            }
            Nats.connect(options.build()).close();
        }

        /** Clients that are cut off have been answered as well. */
        void assertThatNobodyWentUnanswered() {
            cutOff.assertFew();
            for (Service each : instances) {
                assertThat(each.counters().denials()).isZero();
                for (Drop reason : Drop.values()) {
                    assertThat(each.counters().drops(reason)).as(reason.name()).isZero();
                }
            }
        }

        void assertThatTheOneBeforeIsGone() throws Exception {
            for (NatsServer server : cluster.servers()) {
                logIn(server.port(), next.identified());
                assertThat(shakesHands(server.port(), true, next.identified(old)))
                        .isTrue();
                assertThat(shakesHands(server.port(), true, old.identified(next)))
                        .isFalse();
                assertThat(shakesHands(server.port(), true, old.identified())).isFalse();
            }
            for (Service each : instances) {
                int admin = Objects.requireNonNull(each.adminAddress()).port();
                await().atMost(PATIENCE).until(() -> shakesHands(admin, false, next.trusting()));
                assertThat(shakesHands(admin, false, old.trusting())).isFalse();
                assertThat(each.isUp()).isTrue();
            }
        }

        /**
         * Whether both sides of a TLS connection take each other's certificates. A server that does not take the client's says so
         * after the handshake, in place of an answer.
         *
         * @param natsServer whether it sends INFO before TLS begins; otherwise it speaks HTTP
         */
        static boolean shakesHands(int port, boolean natsServer, SSLContext client) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
                plain.setSoTimeout((int) PATIENCE.toMillis());
                InputStream in = plain.getInputStream();
                for (int octet = natsServer ? in.read() : '\n'; octet != '\n'; octet = in.read()) {
                    if (octet < 0) {
                        return false;
                    }
                }
                Socket socket = client.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
                socket.getOutputStream().write((natsServer ? "PING\r\n" : "GET / HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
                return socket.getInputStream().read() >= 0;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            instances.forEach(Service::close);
            cluster.close();
        }
    }
}

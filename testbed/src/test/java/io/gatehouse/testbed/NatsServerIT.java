package io.gatehouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@AgainstNatsServer
class NatsServerIT {
    private static final String EVERY_LISTENER = """
            server_name: every
            http: "127.0.0.1:${monitor.port}"
            jetstream { store_dir: "${dir}/store" }
            websocket { listen: "127.0.0.1:${websocket.port}", no_tls: true }
            mqtt { listen: "127.0.0.1:${mqtt.port}" }
            leafnodes { listen: "127.0.0.1:${leafnode.port}" }
            """;
    private static final String CLUSTERED = "cluster { name: c, listen: \"127.0.0.1:${cluster.port}\" }";
    private static final String OF_A_SUPERCLUSTER = "gateway { name: g, listen: \"127.0.0.1:${gateway.port}\" }";

    @Test
    void isReadyWhenStartReturns() throws IOException {
        try (NatsServer server = NatsServer.start("server_name: lone")) {
            assertThat(InfoLine.of(server)).startsWith("INFO {").contains("\"server_name\":\"lone\"");
            assertThat(server.url()).isEqualTo("nats://127.0.0.1:" + server.port());
        }
    }

    @Test
    void listensOnLoopbackWhateverTheConfigurationSays() throws IOException {
        try (NatsServer server = NatsServer.start("listen: \"0.0.0.0:4222\"")) {
            assertThat(server.log().lines()).anyMatch(line -> line.contains("client connections on 127.0.0.1:"));
            assertThat(server.port()).isNotEqualTo(4222);
            assertThat(InfoLine.of(server)).startsWith("INFO ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsThePortOfEveryListenerWhenRestarted(Listener listener) {
        try (NatsServer server = NatsServer.start(with(listener))) {
            int before = server.port(listener);
            long pid = server.pid();
            long mark = server.log().mark();

            server.restart();

            assertThat(before).isPositive();
            assertThat(server.port(listener)).isEqualTo(before);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(server.log().awaitAfter(mark, listener.line().pattern())).endsWith(":" + before);
        }
    }

    private static String with(Listener listener) {
        return switch (listener) {
            case CLUSTER -> CLUSTERED;
            case GATEWAY -> OF_A_SUPERCLUSTER;
            default -> EVERY_LISTENER;
        };
    }

    @Test
    void runsTwoAtOnce() throws IOException {
        try (NatsServer one = NatsServer.start("server_name: one");
                NatsServer two = NatsServer.start("server_name: two")) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(InfoLine.of(one)).contains("\"server_name\":\"one\"");
            assertThat(InfoLine.of(two)).contains("\"server_name\":\"two\"");
        }
    }

    @Test
    void startsAgainAfterAKill() throws IOException {
        try (NatsServer server = NatsServer.start("server_name: phoenix")) {
            int port = server.port();
            server.kill();
            assertThat(server.isRunning()).isFalse();

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(InfoLine.of(server)).contains("phoenix");
        }
    }

    @Test
    void saysGoodbyeWhenStoppedAndNothingWhenKilled() {
        try (NatsServer server = NatsServer.start("")) {
            server.stop();
            assertThat(server.log().lines()).last().asString().endsWith("Server Exiting..");

            server.restart();
            long mark = server.log().mark();
            server.kill();
            assertThat(server.log().linesAfter(mark)).isEmpty();
        }
    }

    @Test
    void showsTheServersOwnWordsForABadConfiguration() {
        assertThatExceptionOfType(NatsServerException.class)
                .isThrownBy(() -> NatsServer.start("webocket { port: -1 }"))
                .withMessageStartingWith("nats-server 2.")
                .withMessageContaining("ended at its start; the end of its log:")
                .withMessageContaining("unknown field \"webocket\"");
    }

    @Test
    void saysWhichListenerIsNotThere() {
        try (NatsServer server = NatsServer.start("")) {
            server.stop();
            assertThatExceptionOfType(NatsServerException.class)
                    .isThrownBy(() -> server.port(Listener.MQTT))
                    .withMessageContaining("does not listen for MQTT");
        }
    }

    @Test
    void runsAFileFromItsOwnFolder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("server.conf");
        Files.writeString(folder.resolve("part.conf"), "server_name: \"from-a-file\"");
        Files.writeString(file, "include part.conf\njetstream { store_dir: \"./store\" }");

        try (NatsServer server = NatsServer.start(file)) {
            assertThat(InfoLine.of(server)).contains("\"server_name\":\"from-a-file\"");
            assertThat(folder.resolve("store")).isDirectory();
        }
    }

    @Test
    void readsAChangedFileAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("server.conf"), "max_payload: 1000");
        try (NatsServer server = NatsServer.start(file)) {
            Files.writeString(file, "max_payload: 2000");
            server.reload();
            assertThat(InfoLine.of(server)).contains("\"max_payload\":2000");

            Files.writeString(file, "max_payload: [");
            assertThatExceptionOfType(NatsServerException.class)
                    .isThrownBy(server::reload)
                    .withMessageContaining("keeps its configuration");
        }
    }

    @Test
    void tracesWhenAskedTo() throws IOException {
        try (NatsServer server =
                NatsServer.start(NatsServerConfig.text("server_name: chatty").debug())) {
            long mark = server.log().mark();
            InfoLine.of(server);
            assertThat(server.log().awaitAfter(mark, "\\[DBG\\].*Client connection created"))
                    .contains("127.0.0.1");
        }
    }

    @Test
    void failsAtOnceWhenTheServerEndsWhileALineIsAwaited() {
        try (NatsServer server = NatsServer.start("")) {
            server.kill();
            assertThatExceptionOfType(NatsServerException.class)
                    .isThrownBy(() -> server.log().await("never", 0, Duration.ofMinutes(5)))
                    .withMessageContaining("matches 'never' and it has ended; the end of its log:")
                    .withMessageContaining("Server is ready");
        }
    }

    @Test
    void countsItsProcessorTime() {
        try (NatsServer server = NatsServer.start("")) {
            assertThat(server.cpuTime()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        }
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/store\" }");
        Path folder = server.folder();
        long pid = server.pid();
        assertThat(server.logFile()).content().contains("Starting nats-server");

        server.close();

        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void endsWithTheJvmThatStartedIt() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Forgetful.class.getName());
        builder.environment()
                .put("GATEHOUSE_NATS_SERVER", NatsServerBinary.find().path().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();

        try (Stream<String> lines = process.inputReader().lines()) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit))
                    .satisfiesAnyOf(
                            gone -> assertThat(gone).isEmpty(),
                            ending -> assertThat(ending.orElseThrow()).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    /** Starts a server, tells its process id and ends without closing it. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) {
            System.out.println(NatsServer.start("").pid());
            System.exit(0);
        }
    }
}

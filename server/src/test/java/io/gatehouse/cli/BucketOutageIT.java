package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.FiveDirectories.Named;
import io.gatehouse.testbed.ClientProgram;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, nkeys, tokens, a bucket and a file in one configuration, with real clients; and the outages of the bucket. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("full")
class BucketOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Library> LIBRARIES = List.of(Library.NATS_GO, Library.NATS_JAVA, Library.NATS_PY);
    private static final Pattern ACCOUNT = Pattern.compile("\"account\": ?\"([A-Z]+)\"");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FiveDirectories directories;

    @BeforeEach
    void configure() throws Exception {
        directories = FiveDirectories.in(folder);
    }

    /** With the bucket. */
    private Stage stage() throws Exception {
        Stage stage = directories.stage().openWithoutService();
        try (Connection admin = FiveDirectories.admin(stage)) {
            FiveDirectories.fill(admin, 1);
        }
        stage.startService();
        return stage;
    }

    @Test
    @NeedsTool({"client-go", "client-py"})
    void clientsOfEachDirectoryLogInAtOnce() throws Exception {
        List<AutoCloseable> clients = new ArrayList<>();
        try (Stage stage = stage()) {
            List<ClientProgram> programs = new ArrayList<>();
            for (Library library : LIBRARIES) {
                programs.add(start(stage, library, "--nkey", directories.seed().toString()));
                programs.add(start(stage, library, "--token", directories.token()));
                programs.add(start(stage, library, "--user", "s-anna", "--password", "a1"));
                programs.add(start(stage, library, "--user", "fred", "--password", "f1"));
            }
            clients.addAll(programs);
            for (Named directory : Named.values()) {
                clients.add(directories.logIn(stage, directory));
            }
            for (ClientProgram program : programs) {
                assertThat(program.await("connected|refused", 0, PATIENCE)).contains("connected");
            }
            int each = LIBRARIES.size() + 1;
            assertThat(connected(stage))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            Named.DEVICES,
                            1,
                            Named.MACHINES,
                            each,
                            Named.API,
                            each,
                            Named.STAFF,
                            each,
                            Named.USERS,
                            each));
            assertThat(stage.service().counters().denials()).isZero();
            assertThat(stage.service().counters().drops()).isZero();
        } finally {
            for (AutoCloseable client : clients) {
                client.close();
            }
        }
    }

    private static ClientProgram start(Stage stage, Library library, String... login) {
        return library.start(
                stage,
                Stream.concat(Stream.of(login), Stream.of("--connect-timeout", Long.toString(Mail.SOON.toMillis())))
                        .toArray(String[]::new));
    }

    /** How many clients nats-server has in the account of each directory. */
    private static Map<Named, Integer> connected(Stage stage) throws Exception {
        String password = Files.readString(stage.deployment().sysPassword()).strip();
        Map<Named, Integer> connected = new EnumMap<>(Named.class);
        try (Connection system =
                Nats.connect(stage.clear().userInfo("sys", password).build())) {
            byte[] question = Mail.bytes("{\"auth\":true}");
            Matcher accounts =
                    ACCOUNT.matcher(Mail.text(system.request("$SYS.REQ.SERVER.PING.CONNZ", question, Mail.SOON)
                            .getData()));
            while (accounts.find()) {
                for (Named directory : Named.values()) {
                    if (accounts.group(1).equals(directory.name())) {
                        connected.merge(directory, 1, Integer::sum);
                    }
                }
            }
        }
        return connected;
    }

    @Test
    void aBucketThatIsDeletedConcernsNobodyElse() throws Exception {
        try (Stage stage = stage();
                Connection admin = FiveDirectories.admin(stage)) {
            BucketOutage.of(
                    directories,
                    stage,
                    "bucket deleted",
                    () -> FiveDirectories.delete(admin),
                    () -> FiveDirectories.fill(admin, 1));
        }
    }

    @Test
    void neitherDoesJetStreamThatIsSwitchedOff() throws Exception {
        try (Stage stage = stage()) {
            BucketOutage.of(
                    directories,
                    stage,
                    "JetStream off, by a reload",
                    () -> reload(stage, conf -> conf.replace(directories.jetStream(), "")),
                    () -> reload(stage, conf -> conf + directories.jetStream()));
        }
    }

    @Test
    void neitherDoesAServerThatComesBackWithoutJetStream() throws Exception {
        try (Stage stage = stage()) {
            BucketOutage.of(
                    directories,
                    stage,
                    "JetStream off, by a restart",
                    () -> restart(stage, conf -> conf.replace(directories.jetStream(), "")),
                    () -> restart(stage, conf -> conf + directories.jetStream()));
        }
    }

    @Test
    void neitherDoesAnAccountThatIsLeftWithoutJetStream() throws Exception {
        try (Stage stage = stage()) {
            BucketOutage.of(
                    directories,
                    stage,
                    "account without JetStream",
                    () -> reload(stage, conf -> conf.replace("jetstream: enabled", "jetstream: disabled")),
                    () -> reload(stage, conf -> conf.replace("jetstream: disabled", "jetstream: enabled")));
        }
    }

    private static void reload(Stage stage, UnaryOperator<String> change) throws IOException {
        assertThat(stage.changeServerConf(change)).isNotEmpty();
        stage.server().reload();
    }

    private static void restart(Stage stage, UnaryOperator<String> change) throws IOException {
        assertThat(stage.changeServerConf(change)).isNotEmpty();
        stage.server().restart();
    }
}

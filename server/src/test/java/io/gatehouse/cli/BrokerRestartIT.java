package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service finds its broker again, whatever kept them apart and for how long. */
@Tag("heavy")
@AgainstNatsServer
class BrokerRestartIT {
    private static final String CONNECTED = "^INFO Connected to nats-server";
    private static final String LOST = "^WARN The connection to nats-server is lost";
    private static final String NO_CONNECTION = "^(WARN|DEBUG Again:) No connection to nats-server";
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    @TempDir
    private Path dir;

    static Stream<Named<Stage.Builder>> bothModes() {
        return Stream.of(
                Named.of("operator mode", quick(Stage.operator())), Named.of("config mode", quick(Stage.config())));
    }

    private static Stage.Builder quick(Stage.Builder builder) {
        return builder.users(USERS).set("nats.connect_timeout", "1s").set("nats.reconnect_max_wait", "200ms");
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void answersAgainAfterEveryRestartOfTheBroker(Stage.Builder builder) throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = builder.open()) {
            stage.connect("alice", "a1").close();
            int mark = log.mark();

            stage.server().restart();
            mark = log.await(log.await(mark, LOST), CONNECTED);
            stage.connect("alice", "a1").close();

            stage.server().kill();
            stage.server().restart();
            log.await(log.await(mark, LOST), CONNECTED);
            stage.connect("alice", "a1").close();

            stage.awaitGrants(3);
        }
    }

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = quick(Stage.operator()).openWithoutService()) {
            stage.server().stop();
            Service service = stage.launchService();
            log.await(log.await(0, NO_CONNECTION), NO_CONNECTION);

            stage.server().restart();
            service.awaitUp();
            stage.connect("alice", "a1").close();
        }
    }

    @Test
    void stopsWhileItStillWaitsForABroker() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = quick(Stage.config()).openWithoutService()) {
            stage.server().stop();
            Service service = stage.launchService();
            log.await(0, NO_CONNECTION);
            stage.stop(service);
            log.await(0, "^INFO Stopped$");
        }
    }

    @Test
    void triesOnWhenItsPasswordIsRefusedUntilItIsRight() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = quick(Stage.config()).open()) {
            String password = stage.servicePassword();
            int mark = log.mark();
            String right = stage.changeServerConf(conf -> conf.replaceFirst(
                    "user: gatehouse, password: \"[^\"]*\"", "user: gatehouse, password: \"something else\""));
            stage.server().reload();
            mark = log.await(mark, LOST);
            for (int refusals = 0; refusals < 3; refusals++) {
                mark = log.await(mark, NO_CONNECTION + ".*[Aa]uth");
            }

            stage.changeServerConf(conf -> right);
            stage.server().reload();
            log.await(mark, CONNECTED);
            stage.connect("alice", "a1").close();
            assertThat(log.lines()).noneMatch(line -> line.contains(password));
        }
    }

    @Test
    void takesUpNewCredentialsWithoutARestart() throws Exception {
        Path creds = dir.resolve("service.creds");
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = quick(Stage.operator())
                        .set("nats.creds", creds.toString())
                        .openWithoutService()) {
            Files.copy(stage.deployment().sentinelCreds(), creds);
            Service service = stage.launchService();
            int mark = 0;
            for (int refusals = 0; refusals < 3; refusals++) {
                mark = log.await(mark, NO_CONNECTION);
            }

            Files.writeString(creds, Files.readString(stage.deployment().serviceCreds()));
            service.awaitUp();
            stage.connect("alice", "a1").close();
        }
    }
}

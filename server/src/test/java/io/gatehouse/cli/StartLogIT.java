package io.gatehouse.cli;

import ch.qos.logback.classic.Level;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of the configuration at the start. */
@AgainstNatsServer
class StartLogIT {
    @Test
    void namesOperatorModeAndHowManyAccounts() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator().openWithoutService()) {
            stage.launchService();
            log.await(0, "^INFO Gatehouse .*, operator mode, 2 accounts;");
        }
    }

    @Test
    void namesFilesThatEverybodyMayWrite() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config().openWithoutService()) {
            for (Path file :
                    List.of(stage.deployment().users(), stage.deployment().settings())) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
            stage.launchService();
            for (String name : new String[] {"users.json", "gatehouse.yaml"}) {
                log.await(0, "^ERROR .*" + name + ", which decides who gets in, may be changed by everybody");
            }
        }
    }

    @Test
    void namesTheKeysOfALoginThatIsRefused() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .set("nats.user", "gatehouse")
                        .set("nats.password", "wrong")
                        .openWithoutService()) {
            stage.launchService();
            log.await(0, "^INFO Gatehouse .*, config mode;");
            log.await(
                    0, "^WARN No connection to nats-server .*: it refuses our login: check nats.user and its password");
        }
    }
}

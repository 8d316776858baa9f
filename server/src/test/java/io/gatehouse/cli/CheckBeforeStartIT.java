package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * check before the first instance is started: an unanswered login is no missing connection, though servers up to 2.14.7
 * and 2.15.0 end it in operator mode without a word.
 */
@OnEveryServer
@Tag("heavy")
@SuppressWarnings("NullAway.Init")
class CheckBeforeStartIT {
    private static final String NO_INSTANCE = "no instance answers now";
    private static final String AGE = "whenever it reloads";

    @Parameter
    private ServerUnderTest nats;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource
    void allIsWellButThatNoInstanceAnswers(Mode mode) throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, mode);
        try (NatsServer server = NatsServer.start(
                nats.binary(), NatsServerConfig.file(fixture.deployment().serverConf()))) {
            fixture.against(server)
                    .isCleanButFor(NO_INSTANCE, AGE)
                    .warns(NO_INSTANCE, "start one: gatehouse run")
                    .says("nats-server asks the callout, and its request can be read")
                    .says("nats-server lets a user into account APP1");
        }
    }
}

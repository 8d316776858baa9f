package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.tools.ToolVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/reference/servers.md says what nats-server does, version by version. */
@Tag("heavy")
@OnEveryServer
@SuppressWarnings("NullAway.Init")
class ServersIT {
    private static ServerRig rig;

    @Parameter
    private ServerUnderTest nats;

    @BeforeParameterizedClassInvocation
    static void open(ServerUnderTest nats) throws Exception {
        rig = ServerRig.on(nats);
    }

    @AfterParameterizedClassInvocation
    static void close() throws Exception {
        if (rig != null) { // null where there was no such server to open it on
            rig.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesWhatThePageSays(ServerTrait trait) throws Exception {
        ToolVersion version = nats.binary().version();

        assertThat(trait.holds(rig))
                .as("nats-server %s %s", version, trait.row())
                .isEqualTo(ServersPage.read().holds(trait.row(), version));
    }
}

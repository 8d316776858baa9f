package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of servers that do not tell of their sessions. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class SilentServersIT {
    @TempDir
    private Path dir;

    private String summary(ScriptedServers servers, int code) {
        Cli cli = new Cli(dir).environment(Map.of("GATEHOUSE_NATS_USER", "sys", "GATEHOUSE_NATS_PASSWORD", "p"));
        assertThat(cli.run("sessions", "--user", "people:erin", "-s", servers.url()))
                .as(cli.err())
                .isEqualTo(code);
        return cli.out().strip();
    }

    /** Sessions are looked for by the name, and by what that is for users of a scoped signing key. */
    @Test
    void aServerThatIsSilentAboutOneOfTwoNamesIsMissing() throws Exception {
        try (ScriptedServers servers = ScriptedServers.start("N1", "N2")) {
            assertThat(summary(servers, 0)).isEqualTo("0 sessions, on 2 servers");

            servers.silenceAbout("\"people:erin\"", "N2");
            assertThat(summary(servers, 1))
                    .isEqualTo("0 sessions, 1 of 2 servers have answered: the others may have more");
        }
    }
}

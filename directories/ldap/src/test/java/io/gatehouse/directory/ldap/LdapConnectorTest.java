package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.ldap.LdapConnector.Connected;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What connections are like, with servers that say nothing. */
class LdapConnectorTest {
    /** The kernel would keep the thread until the host has taken what was sent to it before, or for five seconds. */
    @Test
    void theEndOfAConnectionWaitsForNobody() throws IOException {
        try (SilentServer server = new SilentServer()) {
            LdapSettings settings = TestSettings.of(server.address()).settings();
            Connected connected =
                    new LdapConnector("staff", settings.servers()).connect(null, Deadline.in(Asking.TIME));

            assertThat(connected.connection().getConnectionOptions().useLinger())
                    .isFalse();
            connected.connection().closeWithoutUnbind();
        }
    }
}

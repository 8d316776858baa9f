package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.ldap.LdapConnector.Connected;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What connections are like, with servers that say nothing. */
class LdapConnectorTest {
    /** The kernel would keep the thread until the host has taken what was sent to it before, or for five seconds. */
    @Test
    void theEndOfAConnectionWaitsForNobody() throws IOException {
        try (SilentServer server = new SilentServer()) {
            LdapSettings settings = TestSettings.of(server.address()).settings();
            Connected connected = new LdapConnector("staff", settings.servers(), HostResolver.of("staff"))
                    .connect(null, Deadline.in(Asking.TIME), begun -> {});

            assertThat(connected.connection().getConnectionOptions().useLinger())
                    .isFalse();
            connected.connection().closeWithoutUnbind();
        }
    }

    @Test
    void tellsOnceThatAFileCannotBeUsedAnyMore(@TempDir Path folder) throws IOException {
        Path ca = folder.resolve("ca.pem");
        String good = CertificateAuthority.root("LDAP").pem();
        Files.writeString(ca, good);
        TlsSettings tls = new TlsSettings(ca, null, null, null, false);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(LdapConnector.class);
        logger.addAppender(lines);
        try (SilentServer server = new SilentServer()) {
            LdapAddress address = TestSettings.address(false, server.address());
            LdapConnector connector = new LdapConnector(
                    "staff",
                    TestSettings.of(server.address())
                            .withServers(true, tls, address)
                            .settings()
                            .servers(),
                    HostResolver.of("staff"));
            connectInVain(connector);
            Files.writeString(ca, "none");
            connectInVain(connector);
            connectInVain(connector);
            assertThat(lines.list).hasSize(1);
            assertThat(lines.list.get(0).getFormattedMessage())
                    .startsWith("directories.staff: ")
                    .contains(ca.toString())
                    .endsWith("; the files of tls that were read before stay in use");

            Files.writeString(ca, good);
            connectInVain(connector);
            Files.writeString(ca, "none");
            connectInVain(connector);
            assertThat(lines.list).hasSize(2);
        } finally {
            logger.detachAppender(lines);
        }
    }

    /** A machine whose server hangs takes connections too. */
    @Test
    void aServerIsWellWhenItHasAnswered() throws Exception {
        try (EndlessServer server = new EndlessServer(EndlessServer.Answers.DRIP);
                FaultProxy other = FaultProxy.before(server.address())) {
            other.inject(Fault.REFUSED);
            LdapSettings settings =
                    TestSettings.of(other.address(), server.address()).settings();
            LdapConnector connector = new LdapConnector("staff", settings.servers(), HostResolver.of("staff"));
            connector.failed(TestSettings.address(false, server.address()));
            assertThat(portReached(connector)).isEqualTo(server.address().getPort());
            other.inject(Fault.NONE);
            assertThat(portReached(connector)).isEqualTo(other.address().getPort());
            other.inject(Fault.REFUSED);
            LdapLink link = new LdapLink(connector, null);
            link.ask("a login", Deadline.in(Asking.TIME), with -> with.bind(TestEntries.SERVICE, "x"));
            link.close();
            other.inject(Fault.NONE);
            assertThat(portReached(connector)).isEqualTo(server.address().getPort());
        }
    }

    private static int portReached(LdapConnector connector) {
        Connected connected = connector.connect(null, Deadline.in(Asking.TIME), begun -> {});
        connected.connection().closeWithoutUnbind();
        return connected.address().port();
    }

    private static void connectInVain(LdapConnector connector) {
        assertThatThrownBy(() -> connector.connect(null, Deadline.in(Duration.ofMillis(500)), begun -> {}))
                .isInstanceOf(UndecidedException.class);
    }
}

package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.alice;
import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a real OpenLDAP server, by StartTLS ({@code false}) and from the beginning, and what may be wrong with it. */
@NeedsTool({"slapd", "openssl"})
class LdapTlsIT {
    @TempDir
    private static Path folder;

    private static OpenLdap server;
    private static OpenLdap plain;

    @BeforeAll
    static void start() throws Exception {
        CertificateAuthority authority = CertificateAuthority.root("LDAP test CA");
        server = OpenLdap.start(
                authority.issue(CertificateRequest.of("ldap.example.org").dns("ldap.example.org")),
                "security simple_bind=128");
        try (LDAPConnection admin = new LDAPConnection(
                authority.trusting().getSocketFactory(),
                "127.0.0.1",
                server.tlsAddress().getPort(),
                OpenLdap.ADMIN,
                OpenLdap.ADMIN_PASSWORD)) {
            TestEntries.addTo(admin);
        }
        plain = OpenLdap.start();
        TestEntries.addTo(plain);
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        Files.writeString(
                folder.resolve("other.pem"),
                CertificateAuthority.root("Another CA").pem());
    }

    @AfterAll
    static void stop() {
        server.close();
        plain.close();
    }

    private static LdapDirectory open(OpenLdap to, boolean fromTheBeginning, String ca, @Nullable String name) {
        TlsSettings tls = new TlsSettings(folder.resolve(ca), null, null, name, false);
        return open(fromTheBeginning ? to.tlsAddress() : to.address(), fromTheBeginning, !fromTheBeginning, tls);
    }

    private static LdapDirectory open(InetSocketAddress to, boolean secure, boolean startTls, TlsSettings tls) {
        return settings(to, secure, startTls, tls).open();
    }

    private static TestSettings settings(InetSocketAddress to, boolean secure, boolean startTls, TlsSettings tls) {
        return TestSettings.of(to).withServers(startTls, tls, TestSettings.address(secure, to));
    }

    private static Object login(LdapDirectory directory) {
        return outcome(directory, "alice", TestEntries.ALICE_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsUsersInOverTls(boolean fromTheBeginning) {
        try (LdapDirectory directory = open(server, fromTheBeginning, "ca.pem", "ldap.example.org")) {
            assertThat(alice(directory).groups()).containsExactly("orders");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesACertificateForAnotherName(boolean fromTheBeginning) {
        try (LdapDirectory directory = open(server, fromTheBeginning, "ca.pem", null)) {
            assertUndecided(login(directory), "is not trusted: the server's certificate is not for localhost");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesACertificateOfAnotherAuthority(boolean fromTheBeginning) {
        try (LdapDirectory directory = open(server, fromTheBeginning, "other.pem", "ldap.example.org")) {
            assertUndecided(
                    login(directory), "is not trusted", "did not sign the server's certificate", "directories.staff");
        }
    }

    /** Neither a password of a user nor the service's own is sent without TLS. */
    @Test
    void doesWithoutAServerThatHasNoStartTls() {
        try (LdapDirectory directory = open(plain, false, "ca.pem", "ldap.example.org")) {
            assertUndecided(login(directory), "cannot be reached: ");
        }
    }

    @Test
    void doesWithoutAServerThatWantsTls() {
        try (LdapDirectory directory = TestSettings.of(server.address()).open()) {
            assertUndecided(login(directory), "confidentiality required (13)");
        }
    }

    @Test
    void doesWithoutAServerThatSpeaksNoTls() {
        TlsSettings tls = new TlsSettings(folder.resolve("ca.pem"), null, null, null, false);
        try (LdapDirectory directory = open(plain.address(), true, false, tls)) {
            assertUndecided(login(directory), "cannot be reached: it did not agree on TLS");
        }
    }

    /** A server that accepts connections, says that it will begin with TLS where it is asked for, and is silent then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsForNoHandshakeForever(boolean fromTheBeginning) throws Exception {
        TlsSettings tls = new TlsSettings(folder.resolve("ca.pem"), null, null, null, false);
        try (SilentServer silent = new SilentServer();
                LdapDirectory directory = settings(silent.address(), fromTheBeginning, !fromTheBeginning, tls)
                        .connectingWithin(TestSettings.USUAL_TIMEOUT)
                        .open()) {
            long begin = System.nanoTime();
            assertUndecided(login(directory), "cannot be reached: no connection was made in time");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Asking.TIME);
        }
    }
}

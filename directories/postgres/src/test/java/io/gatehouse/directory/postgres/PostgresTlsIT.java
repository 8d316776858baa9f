package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.PostgresServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testkit.TestLogin;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a server's certificate is verified, by the mode. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresTlsIT {
    private static final TestLogin ALICE = TestLogin.password("alice", "secret");
    private static final String QUERY = "SELECT name, password FROM users WHERE name = :user";

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    @TempDir
    private static Path temp;

    private static Path ca;
    private static Path otherCa;
    private static TestDatabase database;
    private static TestDatabase expired;
    private static TestDatabase plain;

    @BeforeAll
    static void start() throws Exception {
        CertificateAuthority authority = CertificateAuthority.root("Test CA");
        ca = Files.writeString(temp.resolve("ca.pem"), authority.pem());
        otherCa = Files.writeString(
                temp.resolve("other.pem"),
                CertificateAuthority.root("Another CA").pem());
        database = start(authority, "server", CertificateRequest.of("db").dns("db.example.com"));
        expired = start(
                authority,
                "expired",
                CertificateRequest.of("db")
                        .dns("db.example.com")
                        .until(Instant.now().minus(Duration.ofDays(1))));
        plain = TestDatabase.start();
        plain.user("alice", "secret");
    }

    private static TestDatabase start(CertificateAuthority authority, String name, CertificateRequest request)
            throws Exception {
        authority.issue(request).write(temp, name);
        TestDatabase started =
                TestDatabase.of(PostgresServer.startWithTls(temp.resolve(name + ".pem"), temp.resolve(name + ".key")));
        started.user("alice", "secret");
        return started;
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        expired.close();
        plain.close();
        POOL.close();
    }

    @AfterEach
    void awaitNoConnection() {
        database.awaitNoConnection();
    }

    private static TlsSettings trusting(@Nullable Path trusted, @Nullable String name) {
        return new TlsSettings(trusted, null, null, name, false);
    }

    private static void assertEncrypted(SslMode mode, TlsSettings tls) {
        try (PostgresDirectory directory =
                database.settings(QUERY).tls(mode, tls).open(POOL)) {
            assertThat(Ask.of(directory, ALICE)).isInstanceOf(LookupResult.Found.class);
            assertThat(database.number("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                            + " WHERE usename = 'gatehouse' AND ssl"))
                    .isEqualTo(1);
        }
        database.awaitNoConnection();
    }

    private static void assertRefused(TestDatabase server, SslMode mode, TlsSettings tls, String words) {
        try (PostgresDirectory directory = server.settings(QUERY).tls(mode, tls).open(POOL)) {
            assertThatThrownBy(() -> Ask.of(directory, ALICE))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(words);
            assertThatThrownBy(() -> Ask.probe(directory)).hasMessageContaining(words);
        }
    }

    @Test
    void theServerIsTheOneThatIsMeant() {
        assertEncrypted(SslMode.VERIFY_FULL, trusting(ca, "db.example.com"));
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertRefused(database, SslMode.VERIFY_FULL, trusting(ca, null), "not for 127.0.0.1, but for db.example.com");
    }

    @Test
    void theNameDoesNotMatterWhereTheCaDoes() {
        assertEncrypted(SslMode.VERIFY_CA, trusting(ca, null));
    }

    @Test
    void aCertificateOfAnotherCaIsRefused() {
        assertRefused(database, SslMode.VERIFY_CA, trusting(otherCa, null), "directories.staff.tls.ca");
        assertRefused(database, SslMode.VERIFY_CA, trusting(null, null), "set directories.staff.tls.ca");
    }

    /** As PostgreSQL's own clients do. */
    @Test
    void withACaWhoeverAnswersIsVerifiedAfterAll() {
        assertEncrypted(SslMode.REQUIRE, trusting(null, null));
        assertEncrypted(SslMode.REQUIRE, trusting(ca, null));
        assertRefused(database, SslMode.REQUIRE, trusting(otherCa, null), "did not sign the server's certificate");
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        assertRefused(
                expired, SslMode.VERIFY_FULL, trusting(ca, "db.example.com"), "the server's certificate ended at");
        assertRefused(expired, SslMode.VERIFY_CA, trusting(ca, null), "the server's certificate ended at");
    }

    /** Nothing goes in the clear where it was not to. */
    @Test
    void aServerWithoutTlsIsRefused() {
        for (SslMode mode : new SslMode[] {SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL}) {
            assertRefused(plain, mode, trusting(ca, null), "it takes no encrypted connections");
        }
        assertThat(plain.connections()).isZero();
    }

    /** Files are read with each connection. */
    @Test
    void aCaThatIsReplacedCountsForTheNextConnection() throws Exception {
        Path rotated = Files.copy(otherCa, temp.resolve("rotated.pem"));
        try (PostgresDirectory directory = database.settings(QUERY)
                .tls(SslMode.VERIFY_CA, trusting(rotated, null))
                .open(POOL)) {
            assertThatThrownBy(() -> Ask.of(directory, ALICE)).isInstanceOf(DatabaseException.class);

            Files.copy(ca, rotated, StandardCopyOption.REPLACE_EXISTING);

            assertThat(Ask.of(directory, ALICE)).isInstanceOf(LookupResult.Found.class);
        }
    }
}

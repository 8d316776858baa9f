package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is configured for a directory in a PostgreSQL database. */
class PostgresKeysTest {
    private static final String QUERY = "SELECT name, password FROM users WHERE name = :user";

    private final Configuration configuration =
            new Configuration(new Section("", PostgresKeys.ALL), Map.of(), Path.of("/"));

    @TempDir
    private Path temp;

    private PostgresKeysTest set(String key, String value) {
        configuration.set(key, "--set " + key, value);
        return this;
    }

    private PostgresKeysTest sound() {
        return set("host", "db.example.com")
                .set("database", "users")
                .set("user", "gatehouse")
                .set("query", QUERY);
    }

    private PostgresSettings read() {
        Values values = configuration.read(null);
        PostgresSettings settings = PostgresKeys.read("staff", values);
        values.throwProblems();
        return Objects.requireNonNull(settings);
    }

    private void assertProblem(String... words) {
        assertThatThrownBy(this::read).message().contains(words).doesNotContain("canary");
    }

    @Test
    void hasDefaults() {
        PostgresSettings settings = sound().read();

        assertThat(settings.hosts()).containsExactly(new DatabaseHost("db.example.com", 5432));
        assertThat(settings.password()).isNull();
        assertThat(settings.encryption().mode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(settings.decision()).isEqualTo(PasswordDecision.HASH);
        assertThat(settings.connecting().poolSize()).isEqualTo(8);
        assertThat(settings.connecting().maxLifeTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.connecting().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.listen()).isNull();
        assertThat(settings.target()).isNull();
    }

    @Test
    void changesAreSeenWithAChannelAlone() {
        PostgresDirectoryType type = new PostgresDirectoryType();

        assertThat(type.unseenChanges(sound().configuration.read(null))).contains("it has no listen");
        assertThat(type.unseenChanges(
                        set("listen", "gatehouse_users").configuration.read(null)))
                .isEmpty();
    }

    @Test
    void takesEverything() throws Exception {
        Path password = Files.writeString(temp.resolve("password"), "canary\n");
        PostgresSettings settings = sound().set("host", "one,two")
                .set("port", "6432")
                .set("password_file", password.toString())
                .set("sslmode", "require")
                .set("password_check", "database")
                .set("query", "SELECT name FROM login(:user, :password)")
                .set("pool_size", "3")
                .set("max_life_time", "5m")
                .set("connect_timeout", "500ms")
                .set("listen", "gatehouse_users")
                .set("target_session_attrs", "primary")
                .read();

        assertThat(settings.hosts()).containsExactly(new DatabaseHost("one", 6432), new DatabaseHost("two", 6432));
        assertThat(Objects.requireNonNull(settings.password()).reveal()).isEqualTo("canary");
        assertThat(settings.encryption().mode()).isEqualTo(SslMode.REQUIRE);
        assertThat(settings.decision()).isEqualTo(PasswordDecision.DATABASE);
        assertThat(settings.listen()).isEqualTo("gatehouse_users");
        assertThat(settings.target()).isEqualTo(TargetSession.PRIMARY);
        assertThat(settings.toString()).doesNotContain("canary");
    }

    @Test
    void takesUrlsOfSeveralServers() {
        PostgresSettings settings = set("query", QUERY)
                .set("url", "postgresql://gatehouse:canary@one:5433/users, postgresql://gatehouse:canary@two/users")
                .read();

        assertThat(settings.hosts()).containsExactly(new DatabaseHost("one", 5433), new DatabaseHost("two", 5432));
        assertThat(settings.user()).isEqualTo("gatehouse");
        assertThat(settings.database()).isEqualTo("users");
        assertThat(Objects.requireNonNull(settings.password()).reveal()).isEqualTo("canary");
        assertThat(settings.toString()).doesNotContain("canary");
    }

    /** Where somebody could be in between, nothing goes in the clear unless it is said so. */
    @ParameterizedTest
    @CsvSource({
        "localhost, DISABLE",
        "'127.0.0.1,::1', DISABLE",
        "'127.0.0.1,db.example.com', VERIFY_FULL",
        "10.0.0.7, VERIFY_FULL"
    })
    void encryptsUnlessEveryHostIsThisMachine(String hosts, SslMode mode) {
        assertThat(sound().set("host", hosts).read().encryption().mode()).isEqualTo(mode);
    }

    @Test
    void verifiesALoopbackHostWhereTlsIsConfigured() {
        assertThat(sound().set("host", "localhost")
                        .set("tls.server_name", "db.example.com")
                        .read()
                        .encryption()
                        .mode())
                .isEqualTo(SslMode.VERIFY_FULL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | postgresql://u:canary@h/d?sslmode=disable | url: | parameters",
                "url | postgresql://u@h/d | host: | is in url as well",
                "sslmode | prefer | sslmode: | use one of disable, require, verify-ca, verify-full",
                "query | SELECT 1 | query: | does not name :user",
                "query | SELECT 1 WHERE :user = :password | query: | Gatehouse itself compares the password",
                "query | SELECT :who | query: | :who is unknown",
                "password_check | database | query: | does not name :password or :token",
                "listen | Users | listen: | channel's name",
                "listen | a; DROP TABLE users | listen: | channel's name",
                "target_session_attrs | standby | target_session_attrs: | use any or primary",
                "pool_size | 0 | pool_size: | between 1 and 1000"
            })
    void tellsWhatCannotBeMeant(String key, String value, String where, String words) {
        sound().set(key, value);
        assertProblem(where.strip(), words.strip());
    }

    @ParameterizedTest
    @CsvSource({"host, name the server", "database, name the database", "user, name the role", "query, write the"})
    void tellsWhatIsMissing(String key, String words) {
        Map<String, String> all = Map.of("host", "h", "database", "d", "user", "u", "query", QUERY);
        all.forEach((one, value) -> {
            if (!one.equals(key)) {
                set(one, value);
            }
        });
        assertProblem(key, "is missing", words);
    }

    @Test
    void urlsAreOfOneCluster() {
        set("query", QUERY).set("url", "postgresql://a:canary@one/users,postgresql://a:other@two/users");
        assertProblem("url", "different users, passwords or databases");
    }

    @Test
    void plainTextAndCertificatesDoNotGoTogether() {
        sound().set("sslmode", "disable").set("tls.server_name", "db.example.com");
        assertProblem("sslmode", "remove one of them");
    }

    @Test
    void warnsOfWhoeverIsInBetween() {
        assertThat(sound().read().warnings()).isEmpty();
        assertThat(set("sslmode", "require").read().warnings())
                .singleElement()
                .asString()
                .contains("directories.staff.sslmode is require without tls.ca", "db.example.com:5432");
        assertThat(set("sslmode", "disable").read().warnings())
                .singleElement()
                .asString()
                .contains("is disable");
        assertThat(set("host", "localhost").read().warnings()).isEmpty();
    }

    @Test
    void warnsOfChangesThatAreReadAtAStandby() {
        sound().set("host", "one,two").set("listen", "users");
        assertThat(read().warnings()).isEmpty();
        assertThat(set("target_session_attrs", "any").read().warnings())
                .singleElement()
                .asString()
                .contains("directories.staff.target_session_attrs is any");
        assertThat(set("host", "one").read().warnings()).isEmpty();
    }
}

package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.logging.Logging;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever a client presents is a value to the database, and is in no text of ours. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresHostileIT {
    private static final String CANARY = "canary-3f9a";

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        POOL.close();
    }

    @BeforeEach
    void users() {
        database.sql("DELETE FROM users");
        database.user("alice", "secret");
    }

    private static PostgresDirectory open() {
        return database.settings("SELECT name, password, account FROM users WHERE name = :user")
                .open(POOL);
    }

    private static PostgresDirectory decidedByDatabase(String query) {
        return database.settings(query).decidedByDatabase().open(POOL);
    }

    /** With the right that the guide gives to the role of the service. */
    @Test
    void whoHasTheServicesRoleReadsHashesAndChangesNobody() {
        database.sql("SET ROLE " + TestDatabase.ROLE);
        try {
            assertThat(database.number("SELECT count(*) FROM users WHERE password LIKE '%secret%'"))
                    .isEqualTo(1);
            for (String change : List.of(
                    "UPDATE users SET disabled = false",
                    "INSERT INTO users (name) VALUES ('mallory')",
                    "DELETE FROM users",
                    "TRUNCATE users",
                    "ALTER TABLE users ADD COLUMN more text")) {
                assertThatThrownBy(() -> database.sql(change))
                        .hasMessageMatching("(permission denied for|must be owner of) .*");
            }
        } finally {
            database.sql("RESET ROLE");
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "alice' --",
                "alice'; DELETE FROM users; --",
                "' OR '1'='1",
                "$1",
                ":user",
                "alice\\",
                "$$",
                "%",
                "alic_",
                "alice\0",
                "\ud800",
                "alice\n",
                " alice",
                "ALICE"
            })
    void aNameIsAValue(String name) {
        try (PostgresDirectory directory = open()) {
            assertThat(Ask.of(directory, TestLogin.password(name, "secret"))).isEqualTo(NotMine.NOT_MINE);
            assertThat(Ask.of(directory, TestLogin.password("alice", "secret"))).isInstanceOf(LookupResult.Found.class);
        }
        assertThat(database.number("SELECT count(*) FROM users")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"' OR '1'='1", "$1", "secret\0", "\ud800", "secret' --", "LONG"})
    void aPasswordIsAValue(String password) {
        String hostile = password.equals("LONG") ? "x".repeat(64 * 1024) : password;
        try (PostgresDirectory directory =
                decidedByDatabase("SELECT name FROM users WHERE name = :user AND password = :password")) {
            assertThat(Ask.of(directory, TestLogin.password("alice", hostile))).isEqualTo(NotMine.NOT_MINE);
            assertThat(Ask.of(directory, TestLogin.password("alice", "secret"))).isInstanceOf(LookupResult.Found.class);
        }
    }

    /** Each is the row that has it to the last bit, however alike they look. */
    @Test
    void namesThatLookTheSameAreTwo() {
        List<String> alike = List.of("\u00e9va", "e\u0301va", "\u00c9VA", "\u0430lice", "alice ", "al\u0131ce");
        alike.forEach(name -> database.user(name, "of " + name));
        try (PostgresDirectory directory = open()) {
            for (String name : alike) {
                assertThat(Ask.found(directory, TestLogin.password(name, "of " + name))
                                .name())
                        .isEqualTo(name);
                assertThat(Ask.of(directory, TestLogin.password(name, "secret")))
                        .isInstanceOf(LookupResult.Rejected.class);
            }
        }
    }

    @Test
    void aNameWithoutEndIsNobodys() {
        try (PostgresDirectory directory = open()) {
            assertThat(Ask.of(directory, TestLogin.password("x".repeat(64 * 1024), "secret")))
                    .isEqualTo(NotMine.NOT_MINE);
        }
    }

    /** The server answers, a byte now and then, and never to the end. */
    @Test
    void anAnswerThatDripsEndsAtTheDeadline() throws Exception {
        try (DrippingProxy proxy = new DrippingProxy(database.server().address());
                PostgresDirectory directory = database.settings("SELECT name, password FROM users WHERE name = :user")
                        .hosts(new DatabaseHost("127.0.0.1", proxy.port()))
                        .open(POOL)) {
            assertThat(Ask.of(directory, TestLogin.password("alice", "secret"))).isInstanceOf(LookupResult.Found.class);
            proxy.drip(true);
            long begin = System.nanoTime();
            assertThatThrownBy(() -> Ask.begin(directory, TestLogin.password("alice", "secret"), Duration.ofMillis(500))
                            .block(Ask.PATIENCE))
                    .hasMessageContaining("did not answer in time");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Ask.PATIENCE);
            proxy.drip(false);
            assertThat(Ask.of(directory, TestLogin.password("alice", "secret"))).isInstanceOf(LookupResult.Found.class);
        }
    }

    /** The same name to the last bit, however the database compares by itself. */
    @Test
    void namesWithEveryCharacterAreFound() {
        String name = "Ä'\"\\$1:user %_;--/*\ud83d\ude00";
        database.user(name, "secret");
        try (PostgresDirectory directory = open()) {
            assertThat(Ask.found(directory, TestLogin.password(name, "secret")).name())
                    .isEqualTo(name);
        }
    }

    /** The database's own words for this have the password in them. */
    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "SELECT name FROM users WHERE name = :user AND :password::integer = 1",
                "SELECT name FROM users WHERE name = :user AND :password::jsonb IS NOT NULL",
                "SELECT fail(:password) AS name WHERE :user <> ''",
                "SELECT refuse(:password) AS name WHERE :user <> ''"
            })
    void noErrorTellsASecret(String query) {
        database.sql("CREATE OR REPLACE FUNCTION fail(text) RETURNS text LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'no: %', $1 USING HINT = $1, DETAIL = $1; END $$;"
                + " CREATE OR REPLACE FUNCTION refuse(text) RETURNS text LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'no: %', $1 USING ERRCODE = 'invalid_password'; END $$");
        try (Log log = new Log();
                PostgresDirectory directory = decidedByDatabase(query)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> Ask.of(directory, TestLogin.password("alice", CANARY)))
                        .as("the outage of nobody")
                        .isInstanceOf(UnusableAnswerException.class)
                        .hasNoCause()
                        .message()
                        .contains("SQLSTATE")
                        .doesNotContain(CANARY, "the role");
            }
            assertThat(log.texts()).noneMatch(text -> text.contains(CANARY));
        }
    }

    /** As talkative as the log can be. */
    @Test
    void noLogTellsASecret() {
        try (Log log = new Log();
                PostgresDirectory directory = open();
                PostgresDirectory wrong = database.settings("SELECT name, password FROM users WHERE name = :user")
                        .password(CANARY)
                        .open(POOL)) {
            database.user("bob", CANARY);
            assertThat(Ask.of(directory, TestLogin.password("bob", CANARY))).isInstanceOf(LookupResult.Found.class);
            assertThat(Ask.of(directory, TestLogin.password("alice", CANARY)))
                    .isInstanceOf(LookupResult.Rejected.class);
            assertThatThrownBy(() -> Ask.of(wrong, TestLogin.password("bob", CANARY)))
                    .hasMessageContaining(
                            "it rejects the role or its password, see user and password_file (SQLSTATE 28P01)")
                    .hasMessageNotContaining(CANARY);
            assertThat(directory.toString() + wrong).doesNotContain(CANARY);
            assertThat(log.texts()).noneMatch(text -> text.contains(CANARY) || text.contains("$2"));
        }
    }

    /** Everything that is logged, with the service's own levels. */
    private static final class Log implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        Log() {
            Logging.configure(new LogSettings(LogSettings.Level.TRACE, LogSettings.DEFAULT.format()));
            assertThat(root.getLevel()).isEqualTo(Level.INFO);
            appender.list = new CopyOnWriteArrayList<>();
            appender.start();
            root.addAppender(appender);
        }

        List<String> texts() {
            return List.copyOf(appender.list).stream()
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : event.getThrowableProxy().getMessage()))
                    .toList();
        }

        @Override
        public void close() {
            root.detachAppender(appender);
            Logging.configure(LogSettings.DEFAULT);
        }
    }
}

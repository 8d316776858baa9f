package io.gatehouse.directory.postgres;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.BufferLeaks;
import io.gatehouse.testkit.ContractPasswords;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Directories in a PostgreSQL database keep to the contract, whoever compares the passwords. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresDirectoryContractIT {
    private static final String PASSWORD = "alice's password";
    private static final String TOKEN = "alice's token";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PasswordChecks POOL = ContractPasswords.checks();

    private static TestDatabase database;
    private static BufferLeaks leaks;

    @BeforeAll
    static void start() throws Exception {
        leaks = new BufferLeaks();
        database = TestDatabase.start();
        database.sql("CREATE TABLE tokens (name text, sha256 text)");
        database.sql("INSERT INTO tokens VALUES ('alice', encode(sha256(convert_to('" + TOKEN.replace("'", "''")
                + "', 'UTF8')), 'hex'))");
        database.sql("GRANT SELECT ON tokens TO gatehouse, trusted");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        POOL.close();
        leaks.assertNone();
        leaks.close();
    }

    @Nested
    class PlainPasswords extends PasswordContract {
        @Override
        protected Directory open() {
            database.user("alice", PASSWORD);
            return database.settings("SELECT name, password, account FROM users WHERE name = :user")
                    .trusted()
                    .open(POOL);
        }
    }

    @Nested
    class HashedPasswords extends PasswordContract {
        /** Before that, what is known of users ends when listening begins. */
        @Override
        protected Directory open() {
            database.user("alice", PasswordHashing.bcrypt(PASSWORD, 4));
            PostgresSettings settings = database.settings(
                            "SELECT password, account, groups FROM users WHERE name = :user;")
                    .listen("gatehouse_users")
                    .trusted()
                    .settings();
            AtomicBoolean heard = new AtomicBoolean();
            Directory directory =
                    PostgresDirectory.open(settings, TestDatabase.context(POOL, heardOnce(() -> heard.set(true))));
            if (fault() == Fault.NONE) {
                await("it listens").atMost(PATIENCE).untilTrue(heard);
            }
            return directory;
        }
    }

    /** Runs something when the directory listens and has forgotten what it knew of users. */
    private static ReloadRecorder heardOnce(Runnable listens) {
        return new ReloadRecorder() {
            @Override
            public void reloaded(int users) {}

            @Override
            public void reloadFailed() {}

            @Override
            public void followed() {
                listens.run();
            }
        };
    }

    @Nested
    class TheDatabaseDecides extends PasswordContract {
        @Override
        protected Directory open() {
            database.user("alice", PASSWORD);
            return database.settings("SELECT name, account FROM users WHERE name = :user AND password = :password")
                    .decidedByDatabase()
                    .trusted()
                    .open(POOL);
        }

        @Override
        protected @Nullable TestLogin wrong() {
            return null;
        }
    }

    @Nested
    class Tokens extends PostgresContract {
        @Override
        protected Directory open() {
            return database.settings("SELECT name FROM tokens"
                            + " WHERE sha256 = encode(sha256(convert_to(:token, 'UTF8')), 'hex')")
                    .decidedByDatabase()
                    .trusted()
                    .open(POOL);
        }

        @Override
        protected TestLogin known() {
            return TestLogin.token(TOKEN);
        }

        @Override
        protected @Nullable TestLogin wrong() {
            return null;
        }

        @Override
        protected TestLogin unknown() {
            return TestLogin.token("mallory's token");
        }
    }

    abstract static class PasswordContract extends PostgresContract {
        @Override
        protected TestLogin known() {
            return TestLogin.password("alice", PASSWORD);
        }

        @Override
        protected @Nullable TestLogin wrong() {
            return TestLogin.password("alice", "a guess");
        }

        @Override
        protected TestLogin unknown() {
            return TestLogin.password("mallory", PASSWORD);
        }
    }

    abstract static class PostgresContract extends RemoteDirectoryContract {
        private Fault fault = Fault.NONE;

        final Fault fault() {
            return fault;
        }

        @Override
        protected boolean tracesItsQuestions() {
            return true;
        }

        @Override
        protected String nameOfKnown() {
            return "alice";
        }

        @Override
        protected List<String> secrets() {
            return List.of(PASSWORD, TOKEN, "a guess", "$2", TestDatabase.PASSWORD);
        }

        @Override
        protected void inject(Fault next) {
            fault = next;
            database.proxy().inject(next);
        }
    }
}

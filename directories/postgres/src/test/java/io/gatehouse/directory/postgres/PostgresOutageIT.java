package io.gatehouse.directory.postgres;

import io.gatehouse.directory.Directory;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Logins go on after an outage of the database, and nobody is refused or let in by it. */
@Tag("full")
@NeedsTool("postgres")
class PostgresOutageIT extends OutageContract {
    private static final int USERS = 100;

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static TestDatabase database;
    private static BufferLeaks leaks;

    @BeforeAll
    static void start() throws Exception {
        leaks = new BufferLeaks();
        database = TestDatabase.start();
        database.sql("INSERT INTO users SELECT 'user' || i, 'secret' || i FROM generate_series(0, 99) i");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        POOL.close();
        leaks.assertNone();
        leaks.close();
    }

    @Override
    protected Directory open() {
        return database.settings("SELECT name, password FROM users WHERE name = :user")
                .trusted()
                .open(POOL);
    }

    @Override
    protected TestLogin right(int number) {
        return TestLogin.password(nameOf(number), "secret" + number % USERS);
    }

    @Override
    protected String nameOf(int number) {
        return "user" + number % USERS;
    }

    @Override
    protected @Nullable TestLogin wrong(int number) {
        return TestLogin.password(nameOf(number), "a guess");
    }

    @Override
    protected TestLogin unknown(int number) {
        return TestLogin.password("nobody" + number, "secret");
    }

    @Override
    protected void inject(Fault fault) {
        database.proxy().inject(fault);
    }
}

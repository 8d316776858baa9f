package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.PostgresServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A primary, and a standby that does not hear of changes: what is told of by the one is not read at the other. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresStandbyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestLogin BEFORE = TestLogin.password("alice", "before");
    private static final TestLogin AFTER = TestLogin.password("alice", "after");

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static TestDatabase database;
    private static PostgresServer standby;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        database.user("alice", "before");
        standby = database.standby();
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        database.close();
        POOL.close();
    }

    @BeforeEach
    void asBefore() {
        database.user("alice", "before");
    }

    /** The standby first, as it would be where it answered last. */
    private static TestDatabase.Settings both() {
        return database.settings("SELECT name, password FROM users WHERE name = :user")
                .hosts(host(standby), host(database.server()));
    }

    private static DatabaseHost host(PostgresServer server) {
        return new DatabaseHost("127.0.0.1", server.port());
    }

    private static void awaitListening(PostgresDirectory directory, boolean listening) {
        await().atMost(PATIENCE).until(() -> directory.isListening() == listening);
    }

    @Test
    void whatIsToldOfIsReadAtThePrimary() {
        try (PostgresDirectory directory = both().listen("gatehouse_users").open(POOL)) {
            awaitListening(directory, true);
            assertThat(Ask.of(directory, BEFORE)).isInstanceOf(LookupResult.Found.class);

            database.user("alice", "after");

            assertThat(Ask.of(directory, BEFORE)).isInstanceOf(LookupResult.Rejected.class);
            assertThat(Ask.of(directory, AFTER)).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void theStandbyIsAskedWhileThePrimaryIsDownAndNotAfterwards() {
        try (PostgresDirectory directory = both().listen("gatehouse_users").open(POOL)) {
            awaitListening(directory, true);
            database.user("alice", "after");
            assertThat(Ask.of(directory, AFTER)).isInstanceOf(LookupResult.Found.class);

            database.server().stop();
            awaitListening(directory, false);
            long told = Ask.version(directory, BEFORE);
            assertThat(Ask.of(directory, BEFORE)).as("as the standby knows").isInstanceOf(LookupResult.Found.class);

            database.restart();
            awaitListening(directory, true);
            await("everybody has changed").atMost(PATIENCE).until(() -> Ask.version(directory, BEFORE) != told);
            assertThat(Ask.of(directory, BEFORE)).isInstanceOf(LookupResult.Rejected.class);
            assertThat(Ask.of(directory, AFTER)).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void withoutAWishWhoeverAnswersIsAsked() {
        database.user("alice", "after");
        try (PostgresDirectory directory = both().open(POOL);
                PostgresDirectory any = both().listen("gatehouse_users")
                        .target(TargetSession.ANY)
                        .open(POOL)) {
            awaitListening(any, true);

            assertThat(Ask.of(directory, BEFORE)).isInstanceOf(LookupResult.Found.class);
            assertThat(Ask.of(any, AFTER))
                    .as("whom changes are heard from is not whom lookups go to")
                    .isInstanceOf(LookupResult.Rejected.class);
        }
    }

    @Test
    void whereThePrimaryIsWantedNobodyElseIsAsked() {
        database.user("alice", "after");
        try (PostgresDirectory directory = both().target(TargetSession.PRIMARY).open(POOL);
                PostgresDirectory alone = both().hosts(host(standby))
                        .target(TargetSession.PRIMARY)
                        .open(POOL)) {
            assertThat(Ask.of(directory, AFTER)).isInstanceOf(LookupResult.Found.class);
            assertThatThrownBy(() -> Ask.of(alone, BEFORE))
                    .hasMessageContaining("it is a standby, and lookups are made at the primary");
            assertThatThrownBy(() -> Ask.probe(alone)).hasMessageContaining("it is a standby");
        }
    }
}

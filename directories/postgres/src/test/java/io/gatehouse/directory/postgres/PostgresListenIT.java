package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.Sharing;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a database tells of changed users ends what is known of them. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresListenIT {
    private static final TestLogin ALICE = TestLogin.password("alice", "secret");
    private static final TestLogin BOB = TestLogin.password("bob", "secret");
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final int TRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static TestDatabase database;

    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<String> recorded = new CopyOnWriteArrayList<>();
    private PostgresDirectory directory;

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
    void listen() {
        PostgresSettings settings = database.settings("SELECT name, password FROM users WHERE name = :user")
                .trusted()
                .listen("gatehouse_users")
                .settings();
        directory = PostgresDirectory.open(settings, TestDatabase.context(POOL, new Recorder()));
        directory.changes().subscribe(changes::add);
        awaitHeard();
        changes.clear();
    }

    /** Waits for the record of it, which comes a moment after it begins to listen, once everybody has changed. */
    private void awaitHeard() {
        await("changes are heard of")
                .atMost(PATIENCE)
                .until(() -> recorded.get(recorded.size() - 1).equals("heard"));
    }

    @AfterEach
    void close() {
        directory.close();
        database.proxy().inject(Fault.NONE);
        database.awaitNoConnection();
    }

    /** Notes what the service is told of the connection that listens. */
    private final class Recorder implements ReloadRecorder {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}

        @Override
        public void followed() {
            recorded.add("heard");
        }

        @Override
        public void notFollowed(String why) {
            recorded.add(why);
        }
    }

    private void awaitChange(@Nullable String user) {
        await("change of " + user)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(changes).contains(new Change(user)));
    }

    /** A busy machine may be late now and then; a directory that only polled would be late each time. */
    @Test
    void aUserThatIsNotifiedChangesAtOnce() {
        long bob = Ask.version(directory, BOB);
        Duration shortest = PATIENCE;
        for (int tries = 0; tries < TRIES && shortest.compareTo(AT_ONCE) >= 0; tries++) {
            long alice = Ask.version(directory, ALICE);
            long begin = System.nanoTime();
            database.sql("NOTIFY gatehouse_users, 'alice'");
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> Ask.version(directory, ALICE) != alice);
            shortest = Duration.ofNanos(Math.min(shortest.toNanos(), System.nanoTime() - begin));
        }

        assertThat(shortest).isLessThan(AT_ONCE);
        assertThat(changes).containsOnly(new Change("alice"));
        assertThat(Ask.version(directory, BOB)).isEqualTo(bob);
    }

    /** Whoever looks for what other instances have left, by the new version, must know that it is from before. */
    @Test
    void aChangeIsToldBeforeTheVersionIsAnother() {
        long alice = Ask.version(directory, ALICE);
        List<Long> then = new CopyOnWriteArrayList<>();
        directory.changes().subscribe(change -> then.add(Ask.version(directory, ALICE)));

        database.sql("NOTIFY gatehouse_users, 'alice'");

        awaitChange("alice");
        await().atMost(PATIENCE).until(() -> Ask.version(directory, ALICE) != alice);
        assertThat(then).containsExactly(alice);
        assertThat(directory.sharing()).isEqualTo(Sharing.CHANGING);
    }

    @Test
    void anEmptyNotificationIsAboutEverybody() {
        long alice = Ask.version(directory, ALICE);
        long bob = Ask.version(directory, BOB);

        database.sql("NOTIFY gatehouse_users");

        await().atMost(PATIENCE).until(() -> Ask.version(directory, ALICE) != alice);
        assertThat(changes).as("is told before").containsExactly(new Change(null));
        assertThat(Ask.version(directory, BOB)).isNotEqualTo(bob);
    }

    @Test
    void otherChannelsAreNotHeard() {
        database.sql("NOTIFY others, 'bob'");
        database.sql("NOTIFY gatehouse_users, 'alice'");

        awaitChange("alice");
        assertThat(changes).containsExactly(new Change("alice"));
    }

    /** A trigger of the database tells of what is committed, and of nothing that is rolled back. */
    @Test
    void aTriggerTellsOfEveryChange() {
        database.sql("CREATE OR REPLACE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_notify('gatehouse_users', coalesce(NEW.name, OLD.name)); RETURN NULL; END $$");
        database.sql("CREATE OR REPLACE TRIGGER told AFTER INSERT OR UPDATE OR DELETE ON users"
                + " FOR EACH ROW EXECUTE FUNCTION told()");
        database.user("alice", "secret");
        awaitChange("alice");
        changes.clear();

        database.sql("UPDATE users SET disabled = true WHERE name = 'alice'");
        awaitChange("alice");
        changes.clear();

        database.sql("DELETE FROM users WHERE name = 'alice'");
        awaitChange("alice");
        database.sql("DROP TRIGGER told ON users");
    }

    /** What was told meanwhile was not heard. */
    @Test
    void afterAGapEverybodyHasChanged() {
        long alice = Ask.version(directory, ALICE);

        database.proxy().inject(Fault.DOWN);
        await().atMost(PATIENCE).until(() -> !directory.isListening());
        assertThat(recorded).startsWith("changes on channel gatehouse_users are not heard of yet", "heard");
        await().atMost(PATIENCE).until(() -> recorded.size() > 2);
        assertThat(recorded.get(2)).startsWith("changes on channel gatehouse_users are not heard of: ");
        assertThat(Ask.version(directory, ALICE)).isEqualTo(alice);
        database.sql("NOTIFY gatehouse_users, 'alice'");
        database.proxy().inject(Fault.NONE);

        awaitHeard();
        assertThat(directory.isListening()).isTrue();
        awaitChange(null);
        assertThat(Ask.version(directory, ALICE)).isNotEqualTo(alice);

        changes.clear();
        database.sql("NOTIFY gatehouse_users, 'bob'");
        awaitChange("bob");
    }

    /** One line when it goes, and one when it has come back for good. */
    @Test
    void aConnectionThatEndsAgainAndAgainIsNoLineEachTime() {
        Logger logger = (Logger) LoggerFactory.getLogger(ChangeListener.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
        try {
            for (int i = 1; i <= 5; i++) {
                int times = i;
                recorded.clear();
                database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'trusted'");
                await("end " + times).atMost(PATIENCE).until(() -> recorded.contains("heard"));
            }
            await("the next ping, and more")
                    .atMost(PATIENCE.multipliedBy(2))
                    .until(() -> lines.list.stream().anyMatch(line -> line.getLevel() == Level.INFO));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(line -> line.getFormattedMessage()
                        .replaceFirst(".*: changes", "changes")
                        .split(":", 2)[0])
                .containsExactly(
                        "changes on channel gatehouse_users are not heard of",
                        "changes on channel gatehouse_users are heard of again");
    }

    @Test
    void manyNotificationsAreAllHeard() {
        database.sql("SELECT pg_notify('gatehouse_users', 'user' || i) FROM generate_series(1, 20000) i");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(changes).hasSizeGreaterThanOrEqualTo(20_000));
        assertThat(changes).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLeftOfItWhenItIsClosed() {
        Ask.of(directory, ALICE);
        assertThat(database.connections()).isEqualTo(2);

        directory.close();

        await().atMost(PATIENCE).until(() -> database.connections() == 0);
    }
}

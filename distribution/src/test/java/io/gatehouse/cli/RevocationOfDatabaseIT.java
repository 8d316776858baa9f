package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sessions at a server where no instance is are closed as soon as a real database tells that their users are disabled, removed or have
 * other rights: three servers, two instances that listen, and a trigger as the guide has it.
 */
@AgainstNatsServer
@NeedsTool("postgres")
@Tag("heavy")
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class RevocationOfDatabaseIT {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "secret-of-a-client";
    private static final String ROLE = "secret-of-the-role";
    private static final List<String> PEOPLE = List.of("pg-berta", "pg-other", "pg-clara", "pg-dora");

    private static final String FUNCTION = """
            CREATE FUNCTION user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP <> 'INSERT' THEN
                PERFORM pg_notify('gatehouse_users', OLD.name);
              END IF;
              IF TG_OP <> 'DELETE' THEN
                PERFORM pg_notify('gatehouse_users', NEW.name);
              END IF;
              RETURN NULL;
            END
            $$
            """;
    private static final String TRIGGER = "CREATE TRIGGER user_changed AFTER INSERT OR UPDATE OR DELETE ON users"
            + " FOR EACH ROW EXECUTE FUNCTION user_changed()";

    private static StaffDatabase database;
    private static StaffDatabase.Administrator administrator;
    private static RevocationStage cluster;

    @BeforeAll
    static void open() throws Exception {
        database = StaffDatabase.start(ROLE);
        administrator = database.administrator();
        administrator.sql("ALTER TABLE users ADD COLUMN disabled boolean NOT NULL DEFAULT false");
        administrator.sql(FUNCTION);
        administrator.sql(TRIGGER);
        // Nobody listens yet: an instance that was told late that they are new would end their sessions.
        PEOPLE.forEach(RevocationOfDatabaseIT::enable);
        cluster = RevocationStage.open(
                "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}",
                Map.of(
                        "directories.staff.type", "postgres",
                        "directories.staff.url",
                                "postgresql://gatehouse:" + ROLE + "@127.0.0.1:"
                                        + database.server().port() + "/postgres",
                        "directories.staff.query",
                                "SELECT name, password, account, permissions, disabled FROM users WHERE name = :user",
                        "directories.staff.listen", "gatehouse_users",
                        "directories.staff.match.user", "pg-*",
                        "callout.directory_order", "staff,users"));
    }

    @AfterAll
    static void close() {
        cluster.close();
        administrator.close();
        database.close();
    }

    /** Adds a user, or lets one log in again. */
    private static void enable(String name) {
        administrator.sql("INSERT INTO users VALUES ('" + name + "', 'plain:" + PASSWORD
                + "', 'APP1', '{\"pub\": {\"allow\": [\"a.>\"]}}', false)"
                + " ON CONFLICT (name) DO UPDATE SET disabled = false");
    }

    private static void disable(String name) {
        administrator.sql("UPDATE users SET disabled = true WHERE name = '" + name + "'");
    }

    private static RevokedClient loggedIn(String name) throws Exception {
        await().atMost(PATIENCE).until(() -> cluster.isLetIn(2, name, PASSWORD));
        return new RevokedClient(cluster.at(2, name, PASSWORD));
    }

    @Test
    void aUserWhoIsDisabledIsClosedWithinASecond() throws Exception {
        try (RevokedClient berta = loggedIn("pg-berta");
                RevokedClient other = loggedIn("pg-other")) {
            berta.isClosedWithin(ONE_SECOND, () -> disable("pg-berta"));
            assertThat(other.isOpen()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, "pg-berta", PASSWORD));
        RevocationRace.awaitNoSession(cluster, "pg-berta");
    }

    @Test
    void aUserWhoIsRemovedIsClosedWithinASecond() throws Exception {
        try (RevokedClient clara = loggedIn("pg-clara")) {
            clara.isClosedWithin(ONE_SECOND, () -> administrator.sql("DELETE FROM users WHERE name = 'pg-clara'"));
        }
        await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, "pg-clara", PASSWORD));
        RevocationRace.awaitNoSession(cluster, "pg-clara");
    }

    @Test
    void aUserWithOtherRightsComesBackWithThem() throws Exception {
        try (RevokedClient dora = loggedIn("pg-dora")) {
            dora.isClosedWithin(
                    ONE_SECOND,
                    () -> administrator.sql("UPDATE users SET permissions = '{\"pub\": {\"allow\": [\"b.>\"]}}'"
                            + " WHERE name = 'pg-dora'"));
        }
        // Either instance may answer, and one may forget her later than the other.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !mayDoraSay("a.c") && mayDoraSay("b.c"));
    }

    private static boolean mayDoraSay(String subject) throws Exception {
        try (Client again = new Client(cluster.at(2, "pg-dora", PASSWORD))) {
            return again.maySay(subject);
        }
    }

    @Test
    void noneOfAThousandLoginsThatAreUnderWaySurvives() throws Exception {
        RevocationRace.Users users = new RevocationRace.Users() {
            @Override
            public void enable(String name) {
                RevocationOfDatabaseIT.enable(name);
            }

            @Override
            public void disable(String name) {
                RevocationOfDatabaseIT.disable(name);
            }
        };
        assertThat(new RevocationRace(cluster, "pg-race", PASSWORD, users).nobodySurvives(1_000))
                .as("let in, and closed")
                .isPositive();
    }
}

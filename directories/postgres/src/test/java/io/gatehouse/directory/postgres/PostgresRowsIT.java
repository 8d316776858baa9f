package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the row that a query brings. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresRowsIT {
    private static final TestLogin ALICE = TestLogin.password("alice", "secret");

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

    private static PostgresDirectory open(String columns) {
        return database.settings("SELECT 'secret' AS password, " + columns + " WHERE :user <> 'nobody'")
                .open(POOL);
    }

    private static Identity found(String columns) {
        try (PostgresDirectory directory = open(columns)) {
            return Ask.found(directory, ALICE);
        }
    }

    private static void assertUndecided(String columns, String words) {
        try (PostgresDirectory directory = open(columns)) {
            assertThatThrownBy(() -> Ask.of(directory, ALICE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> Ask.of(directory, ALICE)).as("again").isInstanceOf(UndecidedException.class);
        }
    }

    @Test
    void itsColumnsAreTheFieldsOfAUser() {
        Identity alice = found("'APP' AS account, ARRAY['staff', 'it''s \"quoted\", {a\\b}'] AS groups,"
                + " '{\"team\": [\"a\", \"b\"]}'::jsonb AS attributes,"
                + " '{\"pub\": {\"allow\": [\"orders.>\"]}}'::json AS permissions,"
                + " false AS disabled, 7 AS subs, ARRAY['blue']::varchar[] AS tags,"
                + " '2031-02-03 04:05:06+02'::timestamptz AS expires_at");

        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.groups()).containsExactlyInAnyOrder("staff", "it's \"quoted\", {a\\b}");
        assertThat(alice.attributes().get("team")).containsExactly("a", "b");
        Entitlement may = Objects.requireNonNull(alice.entitlement());
        assertThat(may.account()).isEqualTo("APP");
        assertThat(may.expiresAt()).isEqualTo(Instant.parse("2031-02-03T02:05:06Z"));
        assertThat(may.permissions().publish().toString()).contains("orders.>");
        assertThat(may.disabled()).isFalse();
        assertThat(may.tags()).containsExactly("blue");
    }

    @Test
    void theNameMayBeAnotherThanThatOfTheLogin() {
        assertThat(found("'Alice of staff' AS name").name()).isEqualTo("Alice of staff");
    }

    /** NULL is as if the column were not there. */
    @Test
    void nullIsNothing() {
        Identity alice = found("NULL::text AS name, NULL::text AS account, NULL::text[] AS groups,"
                + " NULL::jsonb AS attributes, NULL::boolean AS disabled, NULL::timestamptz AS expires_at,"
                + " NULL::integer AS subs");

        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.groups()).isEmpty();
        assertThat(alice.entitlement()).isNull();
    }

    @Test
    void infinityIsNeverAndBeforeAllTimeIsOver() {
        assertThat(found("'infinity'::timestamptz AS expires_at, 'A' AS account")
                        .expiresAt())
                .isNull();
        assertThat(found("'-infinity'::timestamptz AS expires_at, 'A' AS account")
                        .expiresAt())
                .isBefore(Instant.now());
    }

    /** A check that is not begun, or comes too late, is ours: as a failure of the database it would keep everybody out. */
    @Test
    void whatKeepsAPasswordFromBeingComparedIsNoFailureOfTheDatabase() {
        UndecidedException limited = new UndecidedException(Drop.FAILURE_LIMIT);
        long deadline = System.nanoTime() + Ask.PATIENCE.toNanos();
        LookupTerms terms = new LookupTerms(deadline, Precedence.ORDINARY, false, () -> limited);
        String hash = PasswordHashing.bcrypt("secret", 10);
        try (PostgresDirectory directory = database.settings(
                        "SELECT '" + hash + "' AS password WHERE :user <> 'nobody'")
                .open(POOL)) {
            Lookup lookup = Objects.requireNonNull(directory.lookup(ALICE.request()));
            assertThatThrownBy(() -> lookup.start(terms).mono().block(Ask.PATIENCE))
                    .isSameAs(limited);
        }
    }

    /** Whoever has no password, or one that is none, gets in with none. */
    @Test
    void withoutAPasswordNobodyGetsIn() {
        try (PostgresDirectory directory = database.settings("SELECT NULL::text AS password WHERE :user <> ''")
                .open(POOL)) {
            assertThat(Ask.of(directory, ALICE)).isInstanceOf(LookupResult.Rejected.class);
        }
    }

    @Test
    void aPasswordOfAnUnknownKindIsTold() {
        try (PostgresDirectory directory = database.settings(
                        "SELECT '$1$abc$0123456789012345678901' AS password WHERE :user <> ''")
                .open(POOL)) {
            assertThatThrownBy(() -> Ask.of(directory, ALICE)).hasMessageContaining("cannot be used");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "1 AS id ~ a column \"id\", which is unknown",
                "'a' AS account, 'b' AS account ~ two columns account",
                "now()::timestamp AS expires_at ~ has no time zone: make it a timestamptz",
                "now()::date AS expires_at ~ has no time zone",
                "ARRAY['a', NULL] AS groups ~ has a NULL in its array",
                "ARRAY[ARRAY['a'], ARRAY['b']] AS groups ~ has an array of several dimensions",
                "'{\"nested\": {\"a\": 1}}'::jsonb AS attributes ~ cannot be used",
                "'[1]'::jsonb AS permissions ~ cannot be used",
                "'yes' AS disabled ~ cannot be used",
                "'' AS account ~ cannot be used",
                "E'a\\nb' AS name ~ cannot be used"
            })
    void whatCannotBeUsedIsTold(String columns, String words) {
        assertUndecided(columns, words);
    }

    /** As deep, as long and as many as somebody can store. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "(repeat('[', 3000) || repeat(']', 3000))::jsonb AS attributes ~ cannot be used",
                "(SELECT jsonb_object_agg('k' || i, i) FROM generate_series(1, 50000) i) AS attributes ~ cannot be used",
                "(SELECT array_agg('g' || i) FROM generate_series(1, 100000) i) AS groups ~ cannot be used",
                "repeat('x', 300000) AS account ~ cannot be used",
                "repeat('x', 3000000) AS account ~ the database failed",
                "('1' || repeat('0', 30000))::jsonb AS attributes ~ cannot be used"
            })
    void whatIsTooLargeIsTold(String columns, String words) {
        assertUndecided(columns, words);
    }

    @Test
    void severalRowsAreNobody() {
        try (PostgresDirectory directory = database.settings(
                        "SELECT 'secret' AS password, :user::text || generate_series(1, 5000000) AS name")
                .open(POOL)) {
            assertThatThrownBy(() -> Ask.of(directory, ALICE))
                    .isInstanceOf(UnusableAnswerException.class)
                    .hasMessageContaining("more than one row for user \"alice\"");
        }
    }

    @Test
    void theProbeTellsWhatIsWrongWithTheQuery() {
        assertProbe("SELECT name, password FROM users WHERE name = :user", null);
        assertProbe("SELECT name, account FROM users WHERE name = :user", "no column password");
        assertProbe("SELECT *, 1 AS id FROM users WHERE name = :user", "a column \"id\"");
        assertProbe("SELECT name FROM nowhere WHERE name = :user", "relation \"nowhere\" does not exist");
        assertProbe("SELECT passwd FROM users WHERE name = :user", "column \"passwd\" does not exist");
        assertProbe("SELEKT :user", "the query is not valid SQL");
        assertProbe("SELECT rolpassword AS password FROM pg_authid WHERE rolname = :user", "may not read");
    }

    private static void assertProbe(String query, @Nullable String words) {
        try (PostgresDirectory directory = database.settings(query).open(POOL)) {
            if (words == null) {
                Ask.probe(directory);
            } else {
                assertThatThrownBy(() -> Ask.probe(directory))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining(words);
            }
        }
    }

    /** A function that counts logins counts no probe. */
    @Test
    void theProbeChangesNothing() {
        database.sql("CREATE TABLE logins (name text)");
        database.sql("GRANT INSERT, SELECT ON logins TO gatehouse");
        try (PostgresDirectory directory = database.settings(
                        "INSERT INTO logins SELECT coalesce(:user, :password) RETURNING name")
                .decidedByDatabase()
                .open(POOL)) {
            Ask.probe(directory);
            assertThat(database.number("SELECT count(*) FROM logins")).isZero();

            assertThat(Ask.found(directory, ALICE).name()).isEqualTo("alice");
            assertThat(database.number("SELECT count(*) FROM logins")).isEqualTo(1);
        }
    }
}

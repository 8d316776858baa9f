package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.BufferLeaks;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** The connections to a real server: none is lost, and none is in the way of others. */
@NeedsTool("postgres")
@Tag("heavy")
class PostgresConnectionsIT {
    private static final TestLogin ALICE = TestLogin.password("alice", "secret");
    private static final TestLogin SLEEPER = TestLogin.password("sleeper", "secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For queries that are cancelled: one that the server has not begun by then runs until the server's own limit, a little later. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final String QUERY = "SELECT name, password FROM users WHERE name = :user";

    /** Takes ten minutes for one of the users: whoever waits for that is not answered. */
    private static final String SLOW =
            "SELECT name, password, CASE WHEN name = 'sleeper' THEN pg_sleep(600)::text END AS account FROM users"
                    + " WHERE name = :user";

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static TestDatabase database;

    private PostgresDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        database.user("alice", "secret");
        database.user("sleeper", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        POOL.close();
    }

    @BeforeEach
    void open() {
        directory = database.settings(SLOW).open(POOL);
    }

    @AfterEach
    void close() {
        directory.close();
        database.proxy().inject(Fault.NONE);
        database.awaitNoConnection();
    }

    private void assertFound() {
        assertFound(directory);
    }

    private static void assertFound(PostgresDirectory directory) {
        assertThat(Ask.begin(directory, ALICE, PATIENCE).block()).isInstanceOf(LookupResult.Found.class);
    }

    /** More than there are connections, so that all have to be given back. */
    @Test
    void aCancelledQueryIsGoneAtTheServerAndHoldsUpNobody() {
        List<Disposable> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(Ask.begin(directory, SLEEPER, PATIENCE).subscribe(found -> {}, error -> {}));
        }
        await("all queries run").atMost(PATIENCE).until(() -> database.running() == 8);

        waiting.forEach(Disposable::dispose);

        assertFound();
        await("no query runs").atMost(PATIENCE.multipliedBy(2)).until(() -> database.running() == 0);
    }

    @Test
    void aQueryEndsWithItsDeadline() {
        assertFound(); // makes a connection
        assertThatThrownBy(() ->
                        Ask.begin(directory, SLEEPER, Duration.ofMillis(300)).block(PATIENCE))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the database did not answer in time");

        await("no query runs").atMost(PATIENCE).until(() -> database.running() == 0);
        assertFound();
    }

    /** Others may come to wait for the same lookup, and longer, while the server is at it. */
    @Test
    void aDeadlineMayMove() {
        PostgresDirectory slow = database.settings("SELECT name, password, CASE WHEN :user = 'alice'"
                        + " THEN pg_sleep(2.2)::text END AS role FROM users WHERE name = :user")
                .open(POOL);
        try (slow) {
            assertThat(Ask.of(slow, SLEEPER)).as("makes a connection").isInstanceOf(LookupResult.Found.class);
            LookupTerms terms =
                    LookupTerms.until(System.nanoTime() + Duration.ofSeconds(2).toNanos());
            var answer = Objects.requireNonNull(slow.lookup(ALICE.request())).start(terms);
            await("the query runs").atMost(PATIENCE).until(() -> database.running() == 1);
            terms.extend(System.nanoTime() + PATIENCE.toNanos());

            assertThatThrownBy(() -> answer.mono().block(PATIENCE))
                    .as("the row came: its empty role cannot be used")
                    .hasMessageContaining("cannot be used");
        }
    }

    /** Also where nobody tells it to. */
    @Test
    void theServerItselfEndsAQueryThatTakesTooLong() {
        assertThatThrownBy(() -> directory
                        .database()
                        .use(connection -> connection.one(
                                "SELECT pg_sleep(600), $1", List.of("x"), Duration.ofMillis(400), (row, columns) -> 1))
                        .block(PATIENCE))
                .satisfies(e -> assertThat(ServerErrors.ofProbe(e)).hasMessageContaining("SQLSTATE 57014"));
        assertFound();
    }

    /** The probe's transaction is rolled back, and a limit that was set within it would be as well. */
    @Test
    void theServerDoesSoAfterAProbeToo() {
        try (PostgresDirectory one =
                database.settings(QUERY).pool(1, Duration.ofMinutes(1)).open(POOL)) {
            Ask.probe(one);

            assertThat(limitOf(one, Duration.ofSeconds(2))).isEqualTo("2s");
            Ask.probe(one);
            assertThat(limitOf(one, Duration.ofSeconds(5))).isEqualTo("5s");
            Ask.probe(one);
            assertThat(limitOf(one, Duration.ofSeconds(5))).isEqualTo("5s");
        }
    }

    /** What the server limits a query to that has so much time. */
    private static @Nullable String limitOf(PostgresDirectory directory, Duration left) {
        return directory
                .database()
                .use(connection -> connection.one(
                        "SELECT current_setting('statement_timeout'), $1::text",
                        List.of("x"),
                        left,
                        (row, columns) -> Objects.requireNonNull(row.get(0, String.class))))
                .block(PATIENCE);
    }

    @Test
    void thereAreNoMoreConnectionsThanThePoolMayHave() {
        try (PostgresDirectory small =
                database.settings(SLOW).pool(2, Duration.ofMinutes(1)).open(POOL)) {
            List<LookupResult> answers = Flux.range(0, 200)
                    .flatMap(i -> Ask.begin(small, ALICE, PATIENCE), 200)
                    .collectList()
                    .block(PATIENCE);

            assertThat(answers).hasSize(200).allMatch(LookupResult.Found.class::isInstance);
            assertThat(database.connections()).isBetween(1L, 2L);
            assertThat(small.database().connections().acquiredSize()).isZero();
        }
    }

    @Test
    void aConnectionIsUsedForItsTime() {
        assertThat(serversOfThreeLookups(Duration.ofHours(1))).hasSize(1);
        assertThat(serversOfThreeLookups(Duration.ZERO)).hasSize(3);
    }

    /** Each connection has a process of the server's own. */
    private static Set<String> serversOfThreeLookups(Duration maxLifeTime) {
        try (PostgresDirectory named = database.settings(
                        "SELECT pg_backend_pid()::text AS name, password FROM users WHERE name = :user")
                .pool(1, maxLifeTime)
                .open(POOL)) {
            return IntStream.range(0, 3)
                    .mapToObj(i -> Objects.requireNonNull(
                            Ask.begin(named, ALICE, PATIENCE).block()))
                    .map(found -> ((LookupResult.Found) found).identity().name())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aServerThatComesBackIsAskedAgain() {
        try (PostgresDirectory waiting = database.settings(QUERY)
                .connectingWithin(TestDatabase.USUAL_TIMEOUT)
                .open(POOL)) {
            awaitFound(waiting);
            for (Fault fault : List.of(Fault.DOWN, Fault.GARBAGE)) {
                database.proxy().inject(fault);
                assertThatThrownBy(() -> Ask.of(waiting, ALICE)).isInstanceOf(DatabaseException.class);
                assertThatThrownBy(() -> waiting.probe().block(PATIENCE)).isInstanceOf(DatabaseException.class);
                database.proxy().inject(Fault.NONE);
                awaitFound(waiting);
                Ask.probe(waiting);
            }
        }
    }

    private static void awaitFound(PostgresDirectory directory) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Ask.of(directory, ALICE) instanceof LookupResult.Found);
    }

    /** One that is not there, one that is silent for ever, and one that answers. */
    @Test
    void theNextHostIsAskedWhereOneCannotBeHad() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PostgresDirectory several = database.settings(QUERY)
                        .hosts(
                                new DatabaseHost("127.0.0.1", 1),
                                new DatabaseHost("127.0.0.1", silent.getLocalPort()),
                                new DatabaseHost("127.0.0.1", database.proxyPort()))
                        .pool(8, Duration.ZERO)
                        .connectingWithin(Duration.ofSeconds(6)) // the silent one costs as much
                        .open(POOL)) {
            assertFound(several);
            assertThat(attempts(silent)).isPositive();

            assertFound(several);
            assertThat(attempts(silent)).as("the good one goes first").isZero();
        }
    }

    /** How many connections to a socket were made since this was asked last. */
    private static int attempts(ServerSocket at) throws IOException {
        at.setSoTimeout(1);
        int made = 0;
        try {
            while (true) {
                at.accept().close();
                made++;
            }
        } catch (SocketTimeoutException e) {
            return made;
        }
    }

    @Test
    void everyHostThatCannotBeHadIsTold() {
        try (PostgresDirectory nowhere = database.settings(QUERY)
                .hosts(new DatabaseHost("127.0.0.1", 1), new DatabaseHost("nowhere.invalid", 5432))
                .open(POOL)) {
            assertThatThrownBy(() -> Ask.of(nowhere, ALICE))
                    .hasMessageContaining("127.0.0.1:1: nothing listens there, see host and port")
                    .hasMessageContaining("nowhere.invalid:5432: there is no host of that name, see host");
        }
    }

    /** A silent server keeps no connection of an attempt that was given up. */
    @Test
    void anAttemptThatWasGivenUpIsClosed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PostgresDirectory waiting = database.settings(QUERY)
                        .hosts(new DatabaseHost("127.0.0.1", silent.getLocalPort()))
                        .connectingWithin(TestDatabase.USUAL_TIMEOUT)
                        .open(POOL)) {
            assertThatThrownBy(() -> Ask.of(waiting, ALICE)).hasMessageContaining("does not answer in time");
            try (var attempt = silent.accept()) {
                attempt.setSoTimeout((int) PATIENCE.toMillis());
                attempt.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        try (PostgresDirectory nowhere =
                database.settings(QUERY).database("nowhere").open(POOL)) {
            assertThatThrownBy(() -> Ask.probe(nowhere)).hasMessageContaining("there is no such database");
        }
    }

    @Test
    void noBufferIsLost() {
        try (BufferLeaks leaks = new BufferLeaks()) {
            for (int i = 0; i < 200; i++) {
                assertFound();
                Ask.begin(directory, i % 3 == 0 ? SLEEPER : ALICE, SHORT)
                        .subscribe(found -> {}, error -> {})
                        .dispose();
            }
            directory.close();
            database.awaitNoConnection();
            leaks.assertNone();
        }
    }
}

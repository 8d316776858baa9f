package io.gatehouse.directory.postgres;

import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.postgres.PostgresSettings.Connecting;
import io.gatehouse.directory.postgres.PostgresSettings.Encryption;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.PostgresServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.tls.TlsSettings;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server behind a proxy, and directories that ask it through that. */
final class TestDatabase implements AutoCloseable {
    static final String PASSWORD = "the role's password";
    static final String ROLE = "gatehouse";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The product's default. */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    private final PostgresServer server;
    private final FaultProxy proxy;
    private PostgresqlConnection admin;

    private TestDatabase(PostgresServer server) throws IOException {
        this.server = server;
        this.proxy = FaultProxy.before(server.address());
        this.admin = connect(server.port());
        sql("CREATE ROLE gatehouse LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
        sql("CREATE TABLE users (name text PRIMARY KEY, password text, account text, role text, groups text[],"
                + " attributes jsonb, permissions jsonb, disabled boolean, expires_at timestamptz)");
        sql("GRANT SELECT ON users TO gatehouse");
        sql("CREATE ROLE trusted LOGIN IN ROLE gatehouse");
    }

    private static PostgresqlConnection connect(int port) {
        return Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                        .host("127.0.0.1")
                        .port(port)
                        .username("postgres")
                        .database("postgres")
                        .build())
                .create()
                .block(PATIENCE));
    }

    static TestDatabase start() throws IOException {
        return of(PostgresServer.start());
    }

    static TestDatabase of(PostgresServer server) throws IOException {
        try {
            return new TestDatabase(server);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A standby that knows what is there now, and hears of nothing more; connections to the server end. */
    PostgresServer standby() {
        admin.close().onErrorComplete().block(PATIENCE);
        PostgresServer standby = server.standby();
        admin = connect(server.port());
        return standby;
    }

    /** Starts the server again after it was stopped. */
    void restart() {
        server.restart();
        admin = connect(server.port());
    }

    PostgresServer server() {
        return server;
    }

    FaultProxy proxy() {
        return proxy;
    }

    int proxyPort() {
        return proxy.address().getPort();
    }

    /** Runs statements as the superuser, straight to the server. */
    void sql(String statements) {
        admin.createStatement(statements)
                .execute()
                .flatMap(result -> result.getRowsUpdated())
                .blockLast(PATIENCE);
    }

    /** One number that a statement brings. */
    long number(String statement) {
        return Objects.requireNonNull(admin.createStatement(statement)
                .execute()
                .flatMap(result -> result.map((row, columns) -> row.get(0, Long.class)))
                .blockLast(PATIENCE));
    }

    /** How many connections of the role there are. */
    long connections() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE usename IN ('gatehouse', 'trusted')");
    }

    /** How many queries of the role are running. */
    long running() {
        return number(
                "SELECT count(*) FROM pg_stat_activity WHERE usename IN ('gatehouse', 'trusted') AND state = 'active'");
    }

    void user(String name, @Nullable String password) {
        String stored = password == null ? "NULL" : "'" + password.replace("'", "''") + "'";
        sql("INSERT INTO users (name, password, account) VALUES ('" + name.replace("'", "''") + "', " + stored
                + ", 'APP') ON CONFLICT (name) DO UPDATE SET password = EXCLUDED.password, account = 'APP'");
    }

    /** A directory's settings, to be varied. */
    Settings settings(String query) {
        return new Settings(query);
    }

    /** What the service lends to a directory. */
    static DirectoryContext context(PasswordChecks checks) {
        return context(checks, ReloadRecorder.NONE);
    }

    /** The same with somebody who hears whether changes are heard of. */
    static DirectoryContext context(PasswordChecks checks, ReloadRecorder watched) {
        return new DirectoryContext(
                NameForm.EXACT,
                checks,
                (source, users) -> List.of(),
                () -> ReloadRecorder.NONE,
                () -> watched,
                NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None()));
    }

    /**
     * Waits until the connections of directories that were closed are gone. The server may notice that late: once its own limit has ended
     * a query that nobody waits for any more.
     */
    void awaitNoConnection() {
        await("no connection is left").atMost(PATIENCE.multipliedBy(4)).until(() -> connections() == 0);
    }

    @Override
    public void close() throws IOException {
        proxy.inject(Fault.NONE);
        admin.close().onErrorComplete().block(PATIENCE);
        proxy.close();
        server.close();
    }

    /** Settings of a directory that asks through the proxy. */
    final class Settings {
        private final String query;
        private List<DatabaseHost> hosts = List.of(new DatabaseHost("127.0.0.1", proxyPort()));
        private @Nullable String password = PASSWORD;
        private String role = ROLE;
        private String database = "postgres";
        private Encryption encryption = new Encryption(SslMode.DISABLE, TlsSettings.DEFAULT, "directories.staff");
        private PasswordDecision decision = PasswordDecision.HASH;
        private Connecting connecting = new Connecting(8, Duration.ofMinutes(30), PATIENCE.multipliedBy(2));
        private @Nullable String listen;
        private @Nullable TargetSession target;

        private Settings(String query) {
            this.query = query;
        }

        Settings with(UnaryOperator<Settings> more) {
            return more.apply(this);
        }

        Settings hosts(DatabaseHost... all) {
            hosts = List.of(all);
            return this;
        }

        Settings password(@Nullable String other) {
            password = other;
            return this;
        }

        Settings database(String other) {
            database = other;
            return this;
        }

        Settings decidedByDatabase() {
            decision = PasswordDecision.DATABASE;
            return this;
        }

        /** As a role that is let in after one answer of the server. */
        Settings trusted() {
            role = "trusted";
            return this;
        }

        Settings pool(int size, Duration maxLifeTime) {
            connecting = new Connecting(size, maxLifeTime, connecting.timeout());
            return this;
        }

        /** With so much time for making a connection; by default that is as much as a busy machine needs. */
        Settings connectingWithin(Duration time) {
            connecting = new Connecting(connecting.poolSize(), connecting.maxLifeTime(), time);
            return this;
        }

        Settings tls(SslMode mode, TlsSettings tls) {
            encryption = new Encryption(mode, tls, "directories.staff");
            return this;
        }

        Settings listen(String channel) {
            listen = channel;
            return this;
        }

        Settings target(TargetSession which) {
            target = which;
            return this;
        }

        PostgresDirectory open(PasswordChecks checks) {
            return PostgresDirectory.open(settings(), context(checks));
        }

        PostgresSettings settings() {
            return new PostgresSettings(
                    "staff",
                    hosts,
                    database,
                    role,
                    password == null ? null : Secret.of(password),
                    encryption,
                    UserQuery.parse(query),
                    decision,
                    connecting,
                    listen,
                    target);
        }
    }
}

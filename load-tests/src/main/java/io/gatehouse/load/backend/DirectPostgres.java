package io.gatehouse.load.backend;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.testbed.PostgresServer;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** One connection to a database, and the query that a login asks it. */
final class DirectPostgres implements BackendSession {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String query;
    private final TestUsers users;
    private final PostgresqlConnection connection;

    /** @param query with its one value at the end */
    DirectPostgres(PostgresServer server, String query, TestUsers users) {
        this.query = query + "$1";
        this.users = users;
        this.connection =
                Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("127.0.0.1")
                                .port(server.port())
                                .username(PostgresUsers.ROLE)
                                .database(PostgresUsers.ROLE)
                                .autodetectExtensions(false)
                                .build())
                        .create()
                        .block(LIMIT));
    }

    /** Runs a statement that brings nothing. */
    void run(String sql) {
        connection
                .createStatement(sql)
                .execute()
                .flatMap(PostgresqlResult::getRowsUpdated)
                .then()
                .block(LIMIT);
    }

    @Override
    public void ask(int user) {
        String name = users.login(user).user();
        String found = connection
                .createStatement(query)
                .bind(0, name)
                .execute()
                .flatMap(result ->
                        result.map((row, columns) -> row(row.get(0, String.class), row.get(1, String.class))))
                .next()
                .switchIfEmpty(Mono.error(() -> new LoadException("PostgreSQL does not know " + name)))
                .block(LIMIT);
        if (found == null || !found.endsWith(BackendUsers.PASSWORD)) {
            throw new LoadException("PostgreSQL has another password of " + name);
        }
    }

    private static String row(String name, String password) {
        return name + " " + password;
    }

    @Override
    public void close() {
        connection.close().block(LIMIT);
    }
}

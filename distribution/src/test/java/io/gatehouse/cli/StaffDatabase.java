package io.gatehouse.cli;

import io.gatehouse.testbed.PostgresServer;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.Objects;

/** A real PostgreSQL server with one user, {@code pg-bert}, and the role that Gatehouse has there. */
record StaffDatabase(PostgresServer server) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** @param secret the password of the role */
    static StaffDatabase start(String secret) {
        StaffDatabase database = new StaffDatabase(PostgresServer.start());
        database.sql("CREATE TABLE users (name text PRIMARY KEY, password text, account text, permissions jsonb)");
        database.sql("CREATE ROLE gatehouse LOGIN PASSWORD '" + secret + "'");
        database.sql("GRANT SELECT ON users TO gatehouse");
        database.sql("INSERT INTO users VALUES ('pg-bert', 'plain:" + EveryDirectory.PASSWORD
                + "', 'STAFF', '{\"pub\": {\"allow\": [\"staff.>\"]}}')");
        return database;
    }

    private void sql(String statement) {
        PostgresqlConnection admin =
                Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("127.0.0.1")
                                .port(server.port())
                                .username("postgres")
                                .database("postgres")
                                .build())
                        .create()
                        .block(PATIENCE));
        try {
            admin.createStatement(statement)
                    .execute()
                    .flatMap(result -> result.getRowsUpdated())
                    .blockLast(PATIENCE);
        } finally {
            admin.close().block(PATIENCE);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

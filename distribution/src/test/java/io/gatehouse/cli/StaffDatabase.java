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
        try (Administrator administrator = database.administrator()) {
            administrator.sql(
                    "CREATE TABLE users (name text PRIMARY KEY, password text, account text, permissions jsonb)");
            administrator.sql("CREATE ROLE gatehouse LOGIN PASSWORD '" + secret + "'");
            administrator.sql("GRANT SELECT ON users TO gatehouse");
            administrator.sql("INSERT INTO users VALUES ('pg-bert', 'plain:" + EveryDirectory.PASSWORD
                    + "', 'STAFF', '{\"pub\": {\"allow\": [\"staff.>\"]}}')");
        }
        return database;
    }

    /** Somebody who may do everything there, over a connection that is kept. */
    Administrator administrator() {
        return new Administrator(
                Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("127.0.0.1")
                                .port(server.port())
                                .username("postgres")
                                .database("postgres")
                                .build())
                        .create()
                        .block(PATIENCE)));
    }

    record Administrator(PostgresqlConnection connection) implements AutoCloseable {
        /** Returns when it is done and committed. */
        void sql(String statement) {
            connection
                    .createStatement(statement)
                    .execute()
                    .flatMap(result -> result.getRowsUpdated())
                    .blockLast(PATIENCE);
        }

        @Override
        public void close() {
            connection.close().block(PATIENCE);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

package io.gatehouse.directory.postgres;

import io.gatehouse.directory.postgres.DatabaseException.Then;
import io.gatehouse.directory.postgres.RowReader.ColumnException;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Whether the database can be asked: the query is run with nothing for each value, in a transaction that is rolled back, and its
 * columns are looked at.
 */
final class DatabaseProbe {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** A row that is there also where nobody is found: with the columns of the query. */
    private static final String BEFORE = "SELECT gatehouse_user.* FROM (VALUES (1)) AS gatehouse_one LEFT JOIN (\n";

    private static final String BEHIND = "\n) AS gatehouse_user ON true LIMIT 1";

    /** What is said of a statement that changes something, which cannot be in another one. */
    private static final Set<String> CANNOT_BE_WITHIN = Set.of("42601", "0A000");

    private final PostgresSettings settings;
    private final Database database;
    private final RowReader reader;

    DatabaseProbe(PostgresSettings settings, Database database, RowReader reader) {
        this.settings = settings;
        this.database = database;
        this.reader = reader;
    }

    /** Completes when the query could be run, and fails with the reason when not. */
    Mono<Void> run() {
        return database.use(this::columns)
                .onErrorResume(DatabaseProbe::cannotBeWithin, e -> database.use(this::asItIs))
                .timeout(LIMIT, database.timer())
                .onErrorMap(DatabaseProbe::told);
    }

    private Mono<Void> columns(OpenConnection connection) {
        return inTransaction(connection, BEFORE + settings.query().sql() + BEHIND);
    }

    private Mono<Void> asItIs(OpenConnection connection) {
        return inTransaction(connection, settings.query().sql());
    }

    private Mono<Void> inTransaction(OpenConnection connection, String sql) {
        return connection
                .limit(LIMIT)
                .then(connection.run("BEGIN"))
                .then(connection.one(sql, settings.query().nulls(), LIMIT, (row, columns) -> {
                    reader.verify(columns);
                    return true;
                }))
                .then()
                .onErrorResume(e -> connection.run("ROLLBACK").then(Mono.error(e)))
                .then(connection.run("ROLLBACK"));
    }

    private static boolean cannotBeWithin(Throwable error) {
        return error instanceof R2dbcException failure && CANNOT_BE_WITHIN.contains(failure.getSqlState());
    }

    private static Throwable told(Throwable error) {
        return error instanceof ColumnException column
                ? new DatabaseException(String.valueOf(column.getMessage()), Then.KEEP)
                : ServerErrors.ofProbe(error);
    }
}

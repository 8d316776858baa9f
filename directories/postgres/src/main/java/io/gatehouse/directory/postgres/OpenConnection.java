package io.gatehouse.directory.postgres;

import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A connection to the database. One lookup at a time has it. Whatever is done with it is done by its own thread: the driver loses
 * buffers where a connection ends while another thread writes to it, and where a query is cancelled while another thread begins it
 * (r2dbc-postgresql issue 734).
 */
final class OpenConnection {
    /** How long it may take to have a query cancelled, or to say goodbye. */
    private static final Duration PARTING = Duration.ofSeconds(1);

    /** The server's own limit of a query is set anew only where it would be another by this. */
    private static final long STEP_MILLIS = 500;

    private final PostgresqlConnection connection;
    private final TrackedChannels channels;
    private final Scheduler timer;
    private final Scheduler thread;
    private volatile long limitMillis;
    private volatile boolean standby;

    OpenConnection(PostgresqlConnection connection, TrackedChannels channels, Scheduler timer) {
        this.connection = connection;
        this.channels = channels;
        this.timer = timer;
        this.thread = Objects.requireNonNull(((Wrapped<?>) connection).unwrap(Scheduler.class));
    }

    /** Whether it is there, as far as is known without asking. */
    boolean isUsable() {
        return channels.areActive();
    }

    /** Asks the server whether it is a standby, and keeps that in mind. */
    Mono<Boolean> findOutRole(Duration left) {
        return one("SELECT pg_is_in_recovery()", List.of(), left, (row, columns) -> row.get(0, Boolean.class))
                .map(Boolean.TRUE::equals)
                .doOnNext(answer -> standby = answer);
    }

    /** Whether its server was a standby when it was made, as far as that was asked. */
    boolean isOfStandby() {
        return standby;
    }

    /**
     * Asks for one row or none.
     *
     * @param values one for each number in the query
     * @param left after that the server ends the query itself, if nobody does before
     * @return the row, or nothing; an error when there are several
     */
    <T> Mono<T> one(
            String sql, List<@Nullable String> values, Duration left, BiFunction<Row, RowMetadata, ? extends T> row) {
        return limited(left)
                .thenMany(Flux.defer(() -> bound(sql, values).execute().concatMap(result -> result.<T>map(row))))
                .take(2)
                .collectList()
                .flatMap(OpenConnection::single)
                .subscribeOn(thread)
                .cancelOn(thread);
    }

    private static <T> Mono<T> single(List<T> rows) {
        return switch (rows.size()) {
            case 0 -> Mono.empty();
            case 1 -> Mono.just(rows.get(0));
            default -> Mono.error(new SeveralRowsException());
        };
    }

    /**
     * Has the server end queries that take longer than this. Within a transaction that is rolled back the limit would be rolled back
     * too, so it is set before one begins.
     */
    Mono<Void> limit(Duration left) {
        return Mono.defer(() -> limited(left)).subscribeOn(thread).cancelOn(thread);
    }

    private Mono<Void> limited(Duration left) {
        long wanted = (Math.max(left.toMillis(), 1) + STEP_MILLIS - 1) / STEP_MILLIS * STEP_MILLIS;
        return wanted == limitMillis
                ? Mono.empty()
                : connection.setStatementTimeout(Duration.ofMillis(wanted)).doOnSuccess(set -> limitMillis = wanted);
    }

    /** The server finds out by itself of what type each value is, as it does for its own clients. */
    private PostgresqlStatement bound(String sql, List<@Nullable String> values) {
        PostgresqlStatement statement = connection.createStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value == null) {
                statement.bindNull(i, Object.class);
            } else {
                statement.bind(i, Parameters.in(PostgresqlObjectId.UNSPECIFIED, value));
            }
        }
        return statement;
    }

    /** Runs a statement that brings nothing. */
    Mono<Void> run(String sql) {
        return connection
                .createStatement(sql)
                .execute()
                .flatMap(result -> result.getRowsUpdated())
                .then()
                .subscribeOn(thread)
                .cancelOn(thread);
    }

    /** What the server tells from now on; ends, good or bad, with the connection. */
    Flux<Notification> notifications() {
        return connection.getNotifications();
    }

    /** Has the server end the query that is running. */
    Mono<Void> cancel() {
        return connection
                .cancelRequest()
                .subscribeOn(thread)
                .cancelOn(thread)
                .timeout(PARTING, timer)
                .onErrorComplete();
    }

    Mono<Void> close() {
        return connection
                .close()
                .subscribeOn(thread)
                .cancelOn(thread)
                .timeout(PARTING, timer)
                .onErrorComplete()
                .doFinally(end -> channels.closeAll());
    }

    /** There are several users where there can be one. */
    static final class SeveralRowsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SeveralRowsException() {
            super("the query brings more than one row", null, false, false);
        }
    }
}

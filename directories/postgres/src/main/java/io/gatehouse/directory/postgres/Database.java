package io.gatehouse.directory.postgres;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.postgres.DatabaseException.Then;
import io.gatehouse.directory.postgres.OpenConnection.SeveralRowsException;
import io.netty.channel.EventLoopGroup;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;
import reactor.util.retry.Retry;

/**
 * The connections to a database. A query that nobody waits for any more is cancelled at the server, and its connection is used by
 * nobody again: what is left of the query would come in the way of the next one.
 */
final class Database implements AutoCloseable {
    /** More than these are not let in to wait. */
    private static final int MOST_WAITING = 10_000;

    /** Of a connection that was idle for longer nobody knows whether what is between still knows it. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

    /**
     * By so much later than the deadline the server itself ends a query. The deadline moves where others come to wait for the same
     * lookup, and the server is not told so: it is there for queries that nobody can cancel any more.
     */
    private static final Duration SERVER_GRACE = Duration.ofSeconds(2);

    private static final int THREADS = 2;
    private static final Duration PARTING = Duration.ofSeconds(1);

    private final PostgresSettings settings;
    private final LoopResources loops;
    private final Scheduler timer;
    private final ConnectionOpener opener;
    private final InstrumentedPool<OpenConnection> pool;

    /**
     * Connects to nothing before it is asked for something.
     *
     * @param hosts is closed with it
     * @param primaryOnly whether nothing is asked of a standby now
     */
    Database(PostgresSettings settings, HostResolver hosts, BooleanSupplier primaryOnly) {
        this.settings = settings;
        this.loops = LoopResources.create(
                "gatehouse-postgres-" + settings.name(),
                Math.min(THREADS, Runtime.getRuntime().availableProcessors()),
                true);
        EventLoopGroup threads = loops.onClient(false);
        this.timer = Schedulers.fromExecutorService(threads, "postgres-" + settings.name());
        this.opener = new ConnectionOpener(settings, hosts, loops, timer, primaryOnly);
        this.pool = PoolBuilder.from(opener.open())
                .sizeBetween(0, settings.connecting().poolSize())
                .maxPendingAcquire(MOST_WAITING)
                .evictionPredicate((connection, used) -> !connection.isUsable()
                        || isOld(used.lifeTime())
                        || used.idleTime() >= LONGEST_IDLE.toMillis()
                        || (connection.isOfStandby() && primaryOnly.getAsBoolean()))
                .destroyHandler(OpenConnection::close)
                .buildPool();
    }

    private boolean isOld(long millis) {
        return millis >= settings.connecting().maxLifeTime().toMillis();
    }

    ConnectionOpener opener() {
        return opener;
    }

    Scheduler timer() {
        return timer;
    }

    /** How many connections lookups have or can have at once. */
    InstrumentedPool.PoolMetrics connections() {
        return pool.metrics();
    }

    /**
     * Asks for a user's row; empty where there is none. Until the terms' deadline, which may move. A connection that is lost may have
     * been lost before: then another one is asked, once.
     */
    <T> Mono<T> user(List<@Nullable String> values, LookupTerms terms, BiFunction<Row, RowMetadata, ? extends T> row) {
        String sql = settings.query().sql();
        return use(connection -> connection.<T>one(sql, values, left(terms).plus(SERVER_GRACE), row))
                .retryWhen(Retry.max(1)
                        .filter(ServerErrors::isLost)
                        .onRetryExhaustedThrow((retry, signal) -> signal.failure()))
                .timeout(
                        over(terms),
                        Mono.error(() -> new DatabaseException("the database did not answer in time", Then.CANCEL)));
    }

    /** Ends when the deadline has passed, wherever it has moved to. */
    private Mono<Boolean> over(LookupTerms terms) {
        return Mono.delay(left(terms), timer).flatMap(passed -> left(terms).isZero() ? Mono.just(true) : over(terms));
    }

    private static Duration left(LookupTerms terms) {
        return Duration.ofNanos(Math.max(0, terms.deadline() - System.nanoTime()));
    }

    /** Does something on a connection of the pool. */
    <T> Mono<T> use(Function<OpenConnection, Mono<T>> work) {
        return Mono.usingWhen(
                pool.acquire(),
                ref -> work.apply(ref.poolable()),
                PooledRef::release,
                Database::failed,
                Database::cancelled);
    }

    private static Mono<Void> failed(PooledRef<OpenConnection> ref, Throwable error) {
        if (error instanceof SeveralRowsException) {
            return cancelled(ref);
        }
        DatabaseException known = ServerErrors.ofLookup(error);
        return switch (known.then()) {
            case KEEP -> ref.release();
            case CLOSE -> ref.invalidate();
            case CANCEL -> cancelled(ref);
        };
    }

    /** First the server is told: it would go on with a query whose connection has ended. */
    private static Mono<Void> cancelled(PooledRef<OpenConnection> ref) {
        return ref.poolable().cancel().then(ref.invalidate());
    }

    /** Lookups that are under way end with an error. */
    @Override
    public void close() {
        Disposable unused = pool.disposeLater()
                .timeout(PARTING, timer)
                .onErrorComplete()
                .then(Mono.fromRunnable(opener::close))
                .then(Mono.defer(() -> loops.disposeLater(Duration.ZERO, PARTING)))
                .subscribe(closed -> {}, error -> {});
    }
}

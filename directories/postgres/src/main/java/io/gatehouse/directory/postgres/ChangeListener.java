package io.gatehouse.directory.postgres;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.nats.Backoff;
import io.gatehouse.nats.RepeatedLines;
import io.r2dbc.postgresql.api.Notification;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hears of changes on a channel of the database, on a connection of its own that is made again whenever it has ended. What changed
 * meanwhile is not known then: everything counts as changed.
 */
final class ChangeListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);

    /** A connection that was lost without a sign is noticed by then. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final String directory;
    private final String channel;
    private final ConnectionOpener opener;
    private final Scheduler timer;
    private final ReloadRecorder recorder;
    private final Consumer<@Nullable String> changed;
    private final Runnable missed;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean down = new AtomicBoolean();
    private volatile boolean listening;
    private volatile boolean closed;
    private volatile @Nullable Disposable running;

    /**
     * @param recorder told whether changes are heard of
     * @param changed told of each user that has changed; null for everybody
     * @param missed told that it cannot listen: what is told now is not heard
     */
    ChangeListener(
            String directory,
            String channel,
            ConnectionOpener opener,
            Scheduler timer,
            ReloadRecorder recorder,
            Consumer<@Nullable String> changed,
            Runnable missed) {
        this.directory = directory;
        this.channel = channel;
        this.opener = opener;
        this.timer = timer;
        this.recorder = recorder;
        this.changed = changed;
        this.missed = missed;
    }

    /** Begins to listen, and goes on until it is closed. */
    void start() {
        recorder.notFollowed("changes on channel " + channel + " are not heard of yet");
        running = Mono.defer(this::session)
                .onErrorResume(this::failed)
                .then(Mono.defer(() -> Mono.delay(PAUSES.after(failures.get()), timer)))
                .repeat(() -> !closed)
                .subscribe(again -> {}, error -> log.error("{}: listening has ended", directory, error));
    }

    /** Whether changes are heard of now. */
    boolean isListening() {
        return listening;
    }

    private Mono<Void> session() {
        return Mono.usingWhen(
                opener.openListening(connection -> connection.run("LISTEN " + channel)),
                this::follow,
                OpenConnection::close);
    }

    private Mono<Void> follow(OpenConnection connection) {
        return Mono.firstWithSignal(heard(connection), pings(connection)).doFinally(end -> listening = false);
    }

    /** Notifications that came before this was subscribed to are among what may have been missed. */
    private Mono<Void> heard(OpenConnection connection) {
        return connection
                .notifications()
                .doOnSubscribe(begin -> onListening())
                .doOnNext(this::notified)
                .then(Mono.error(() -> new IllegalStateException("the connection was closed")));
    }

    private void onListening() {
        listening = true;
        failures.set(0);
        changed.accept(null);
        recorder.followed();
    }

    /** The connection has lasted: one that ends again and again is one outage, and not a pair of lines each time. */
    private void lasted() {
        if (down.getAndSet(false)) {
            lines.forget();
            log.info("{}: changes on channel {} are heard of again", directory, channel);
        }
    }

    private void notified(Notification notification) {
        String user = Objects.requireNonNullElse(notification.getParameter(), "");
        changed.accept(user.isEmpty() ? null : user);
    }

    private Mono<Void> pings(OpenConnection connection) {
        return Flux.interval(PING_INTERVAL, timer)
                .onBackpressureDrop()
                .concatMap(number ->
                        connection.run("SELECT 1").timeout(PING_TIMEOUT, timer).doOnSuccess(done -> lasted()))
                .then();
    }

    private Mono<Void> failed(Throwable error) {
        failures.incrementAndGet();
        missed.run();
        if (!closed) {
            down.set(true);
            String what = "changes on channel " + channel + " are not heard of";
            recorder.notFollowed(what + ": what is remembered of users ends with its time");
            lines.warn(
                    channel,
                    directory + ": " + what + ": " + ServerErrors.ofConnecting(error)
                            + "; what is remembered of users ends with its time");
        }
        return Mono.empty();
    }

    @Override
    public void close() {
        closed = true;
        Disposable session = running;
        if (session != null) {
            session.dispose();
        }
    }
}

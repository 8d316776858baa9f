package io.gatehouse.revocation;

import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.Sessions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes sessions, so many at a time. Those of users who may still log in come back at once: no more than so many a second are closed,
 * in no order, and after a pause as many at once. Used by the executor's one thread.
 */
final class SessionCloser {
    /** On their way to servers at a time. */
    private static final int MOST_UNDER_WAY = 256;

    /** That wait for their turn. */
    private static final int MOST_WAITING = 1_000_000;

    private static final long TICK_MILLIS = 50;

    private final Supplier<@Nullable Sessions> sessions;
    private final int rate;
    private final ScheduledExecutorService thread;
    private final Random random = new Random();
    private final Queue<Wanted> urgent = new ArrayDeque<>();
    private final List<Wanted> returning = new ArrayList<>();
    private int underWay;
    private double tokens;
    private long filledAt = System.nanoTime();
    private boolean ticking;

    /**
     * @param sessions null while there is no connection
     * @param rate sessions a second of those who come back
     */
    SessionCloser(Supplier<@Nullable Sessions> sessions, int rate, ScheduledExecutorService thread) {
        this.sessions = sessions;
        this.rate = rate;
        this.thread = thread;
        this.tokens = rate;
    }

    /** A session that is to be closed, and who wants to know what becomes of it. */
    private record Wanted(ServerSession session, Consumer<Closing> ended) {}

    /**
     * Closes a session.
     *
     * @param comesBack whether its user may still log in
     * @param ended hears what became of it, on the same thread
     */
    void close(ServerSession session, boolean comesBack, Consumer<Closing> ended) {
        Wanted wanted = new Wanted(session, ended);
        if (waiting() >= MOST_WAITING) {
            ended.accept(Closing.FAILED);
        } else if (comesBack) {
            insert(wanted);
        } else {
            urgent.add(wanted);
        }
    }

    /** In a place at random, so that not all of one server or account are closed one after the other. */
    private void insert(Wanted wanted) {
        returning.add(wanted);
        Collections.swap(returning, returning.size() - 1, random.nextInt(returning.size()));
    }

    /** How many wait for their turn. */
    int waiting() {
        return urgent.size() + returning.size();
    }

    /** Sends as many as may be on their way. */
    void work() {
        Sessions now = sessions.get();
        if (now == null) {
            drop();
            return;
        }
        refill();
        while (underWay < MOST_UNDER_WAY && !urgent.isEmpty()) {
            send(now, urgent.remove());
        }
        while (underWay < MOST_UNDER_WAY && tokens >= 1 && !returning.isEmpty()) {
            tokens--;
            send(now, returning.remove(returning.size() - 1));
        }
        if (!returning.isEmpty() && !ticking) {
            ticking = true;
            ScheduledFuture<?> unused = thread.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        ticking = false;
        work();
    }

    private void refill() {
        long now = System.nanoTime();
        tokens = Math.min(rate, tokens + (now - filledAt) * 1e-9 * rate);
        filledAt = now;
    }

    private void send(Sessions now, Wanted wanted) {
        underWay++;
        CompletableFuture<Void> unused = now.close(wanted.session)
                .thenAcceptAsync(
                        what -> {
                            underWay--;
                            wanted.ended.accept(what);
                            work();
                        },
                        thread);
    }

    /** The connection is lost: they are found again over the next one. */
    private void drop() {
        List<Wanted> all = new ArrayList<>(urgent);
        all.addAll(returning);
        urgent.clear();
        returning.clear();
        all.forEach(wanted -> wanted.ended.accept(Closing.FAILED));
    }
}

package io.gatehouse.sessions;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.visits.Visits;
import io.nats.client.Connection;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a connection as a user of the system account. Its credentials are read anew for each connection. */
public final class SystemLink implements AutoCloseable {
    /** Hears of the connection, on the link's own thread. */
    public interface Listener {
        /** Servers answer from now on. */
        void usable(SystemConnection connection);

        /**
         * They do not from now on.
         *
         * @param why without a secret
         */
        void unusable(String why);

        /** A mistake of ours; it is tried again. */
        void mistaken(Throwable mistake);
    }

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final NatsSettings nats;
    private final Listener listener;
    private final Visits visits;
    private final Thread thread;
    private final Semaphore stopping = new Semaphore(0);
    private volatile @Nullable SystemConnection usable;

    /**
     * @param thread the name of its thread
     * @param user whose login it is, as operators call it
     */
    public SystemLink(String thread, String user, NatsSettings nats, Listener listener) {
        this.nats = nats.renewable();
        this.listener = listener;
        this.visits = new Visits(this.nats, user, this::options, new Visitor());
        this.thread = new Thread(visits::run, thread);
        this.thread.setDaemon(true);
    }

    /** Begins to connect. */
    public void start() {
        thread.start();
    }

    /** Logs in as these say when it connects again; the connection that there is stays. */
    public void logInAs(NatsSettings others) {
        nats.logInAs(others);
    }

    /** The connection; null while no server answers. */
    public @Nullable SystemConnection connection() {
        return usable;
    }

    /** The thread notices at once, and ends the connection. */
    @Override
    public void close() {
        visits.stop();
        usable = null;
        stopping.release();
    }

    private Options.Builder options(Attempt attempt) throws IOException {
        return NatsOptions.forRequests(nats, attempt).advancedRequestBehavior();
    }

    /** What is done on the thread. */
    private final class Visitor implements Visits.Visitor {
        @Override
        public boolean stay(Attempt attempt, Connection connection) throws InterruptedException {
            SystemConnection made = SystemConnection.over(connection);
            try {
                made.verify(nats.connectTimeout());
            } catch (SystemException e) {
                lost(attempt.isClosed() ? attempt.whyClosed() : String.valueOf(e.getMessage()));
                visits.pause(PAUSE);
                return false;
            }
            long since = System.nanoTime();
            if (visits.isWanted()) {
                usable = made;
                listener.usable(made);
            }
            awaitEnd(attempt);
            lost("the connection is lost: " + attempt.whyClosed());
            return System.nanoTime() - since >= nats.reconnectMaxWait().toNanos();
        }

        private void awaitEnd(Attempt attempt) throws InterruptedException {
            boolean stopped = false;
            while (!stopped && !attempt.isClosed()) {
                stopped = stopping.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void lost(String why) {
            usable = null;
            if (visits.isWanted()) {
                listener.unusable(why);
            }
        }

        @Override
        public void allFailed() {
            // It was told of by each.
        }

        @Override
        public void mistaken(Throwable mistake) {
            listener.mistaken(mistake);
        }
    }
}

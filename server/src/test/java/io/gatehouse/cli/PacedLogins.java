package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A user who logs in at a fixed rate, each time as another client: most are few lines, one in twenty is the client library's. */
final class PacedLogins implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PacedLogins.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LIBRARY = 20;
    private static final int WARM = 200;

    /** Logins that wait for their turn on a machine that cannot begin so many a second: no more are put behind them. */
    private static final int MOST_BEHIND = 200;

    private static final int AT_ONCE = 16;

    /** Of a shorter time no rate is asserted. */
    private static final double LEAST_SECONDS = 2;

    private final Door door;
    private final int perSecond;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong in = new AtomicLong();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clients = new ScheduledThreadPoolExecutor(AT_ONCE);
    private final ScheduledFuture<?> pace;
    private final long start = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Where the user logs in. */
    interface Door {
        /**
         * Logs in and leaves.
         *
         * @param library whether as the client library does
         */
        void logIn(boolean library) throws IOException, InterruptedException;

        /** Returns when logins there are answered, wherever that takes a moment. */
        default void awaitOpen() {}
    }

    private PacedLogins(Door door, int perSecond) {
        this.door = door;
        this.perSecond = perSecond;
        clients.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.pace = clients.scheduleAtFixedRate(this::next, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void next() {
        if (clients.getQueue().size() < MOST_BEHIND) {
            clients.execute(this::logIn);
        }
    }

    /** Begins, once some logins one after the other have made service and clients warm. */
    static PacedLogins start(Stage stage, String user, String password, int perSecond)
            throws IOException, InterruptedException {
        return start(library -> logIn(stage, user, password, library), perSecond);
    }

    /** The same at another door. */
    static PacedLogins start(Door door, int perSecond) throws IOException, InterruptedException {
        door.awaitOpen();
        for (int number = 1; number <= WARM; number++) {
            door.logIn(number % LIBRARY == 0);
        }
        return new PacedLogins(door, perSecond);
    }

    private void logIn() {
        long number = begun.incrementAndGet();
        try {
            door.logIn(number % LIBRARY == 0);
            in.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            lost.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void logIn(Stage stage, String user, String password, boolean library)
            throws IOException, InterruptedException {
        int port = stage.server().port();
        Path sentinel = stage.sentinel();
        if (library) {
            stage.connect(user, password).close();
        } else if (sentinel == null) {
            RawClient.login(port, user, password).close();
        } else {
            RawClient.login(port, sentinel, user, password).close();
        }
    }

    /** Waits until so many more were let in. */
    void awaitMore(int number) {
        long wanted = in.get() + number;
        await().atMost(PATIENCE).until(() -> in.get() >= wanted || !lost.isEmpty());
    }

    /** What was heard by those that were not let in. */
    List<String> lost() {
        return lost;
    }

    /** How many were begun that have not come to their end as they should; none once it is closed. */
    long unaccounted() {
        return begun.get() - in.get();
    }

    /**
     * Returns when every login that was begun has ended.
     *
     * @throws AssertionError where there was not a quarter of the rate that was asked for: the machine was busy with something else
     */
    @Override
    public void close() {
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean first = closed.compareAndSet(false, true);
        pace.cancel(false);
        clients.shutdown();
        try {
            if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("logins do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (first) {
            assertRate(seconds);
        }
    }

    private void assertRate(double seconds) {
        double rate = begun.get() / seconds;
        log.info("{} logins in {} s, {} a second", begun, Math.round(seconds), Math.round(rate));
        if (seconds >= LEAST_SECONDS && rate < perSecond / 4.0) {
            throw new AssertionError("this machine had " + Math.round(rate) + " logins a second, not " + perSecond);
        }
    }
}

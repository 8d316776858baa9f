package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A user who logs in at a fixed rate, each time as another client: most are few lines, one in twenty is the client library's. */
final class PacedLogins implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LIBRARY = 20;
    private static final int WARM = 200;

    private final Door door;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong in = new AtomicLong();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final long beganAt = System.nanoTime();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(16);
    private final ScheduledFuture<?> pace;

    /** Where the user logs in. */
    interface Door {
        /**
         * Logs in and leaves.
         *
         * @param library whether as the client library does
         */
        void logIn(boolean library) throws IOException, InterruptedException;
    }

    private PacedLogins(Door door, int perSecond) {
        this.door = door;
        this.pace = clients.scheduleAtFixedRate(
                () -> clients.execute(this::logIn), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** Begins, once some logins one after the other have made service and clients warm. */
    static PacedLogins start(Stage stage, String user, String password, int perSecond)
            throws IOException, InterruptedException {
        return start(library -> logIn(stage, user, password, library), perSecond);
    }

    /** The same at another door. */
    static PacedLogins start(Door door, int perSecond) throws IOException, InterruptedException {
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

    /** How many a second were let in. */
    double rate() {
        return in.get() * 1e9 / (System.nanoTime() - beganAt);
    }

    /** Returns when every login that was begun has ended. */
    @Override
    public void close() {
        pace.cancel(false);
        clients.shutdown();
        try {
            if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("logins do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

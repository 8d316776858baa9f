package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Users whom nobody knows, and who log in one after the other without waiting for what is said to those before. */
final class Strangers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final int port;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong letIn = new AtomicLong();

    /** How long each waited until it was turned away. */
    private final List<Duration> turnedAway = new CopyOnWriteArrayList<>();

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final ScheduledFuture<?> beginning;

    private Strangers(int port) {
        this.port = port;
        beginning =
                pace.scheduleAtFixedRate(() -> clients.execute(this::logIn), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static Strangers at(Stage stage) {
        return new Strangers(stage.server().port());
    }

    private void logIn() {
        String user = "s-stranger-" + begun.incrementAndGet();
        long begin = System.nanoTime();
        try (RawClient client = RawClient.login(port, user, "x")) {
            client.roundTrip();
            letIn.incrementAndGet();
        } catch (IOException e) {
            turnedAway.add(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Waits for those who have begun; asserts that none was let in. */
    @Override
    public void close() {
        beginning.cancel(false);
        end(pace);
        end(clients);
        assertThat(letIn).hasValue(0);
        assertThat(turnedAway).hasSize((int) begun.get());
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many there were, once it is closed. */
    long number() {
        return begun.get();
    }

    /** How long the one waited who was turned away first. */
    Duration shortest() {
        return turnedAway.stream().min(Duration::compareTo).orElseThrow();
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A client that notes when its session is closed. */
@SuppressWarnings("try") // closing may be interrupted
final class RevokedClient implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);

    /**
     * How often this process has slept for that long since its start: a clock that is slower where the machine is busy with something
     * else, as everything is that is measured by it.
     */
    private static final AtomicLong TICKS = new AtomicLong();

    static {
        Thread clock = new Thread(RevokedClient::tick, "ticks");
        clock.setDaemon(true);
        clock.start();
    }

    /** When that was, in {@link #TICKS}. */
    private final CompletableFuture<Long> closed = new CompletableFuture<>();

    private final Connection connection;

    @SuppressWarnings("deprecation") // the one method that must be there
    RevokedClient(Options.Builder options) throws Exception {
        connection = Nats.connect(options.connectionListener(new ConnectionListener() {
                    @Override
                    public void connectionEvent(Connection of, Events event) {
                        if (event == Events.CLOSED || event == Events.DISCONNECTED) {
                            closed.complete(TICKS.get());
                        }
                    }
                })
                .build());
    }

    private static void tick() {
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            TICKS.incrementAndGet();
        }
    }

    /** Does something, and asserts that the session is closed within a time from its end. */
    void isClosedWithin(Duration time, Action action) throws Exception {
        assertThat(closed).as("an end of the session").isNotDone();
        action.run();
        isClosedWithin(time, TICKS.get());
    }

    /** The same from its beginning: what is done may wait until the session is closed. */
    void isClosedWithinFromTheStart(Duration time, Action action) throws Exception {
        assertThat(closed).as("an end of the session").isNotDone();
        long begin = TICKS.get();
        action.run();
        isClosedWithin(time, begin);
    }

    private void isClosedWithin(Duration time, long begin) {
        assertThat(closed).as("closed at all").succeedsWithin(Duration.ofSeconds(30));
        assertThat(TICK.multipliedBy(closed.join() - begin))
                .as("the time from the change to the end of the session")
                .isLessThan(time);
    }

    boolean isOpen() {
        return !closed.isDone() && connection.getStatus() == Connection.Status.CONNECTED;
    }

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}

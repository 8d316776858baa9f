package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that notes when its session is closed. */
@SuppressWarnings("try") // closing may be interrupted
final class RevokedClient implements AutoCloseable {
    /** When that was, in {@link System#nanoTime()}. */
    private final CompletableFuture<Long> closed = new CompletableFuture<>();

    private final Connection connection;

    @SuppressWarnings("deprecation") // the one method that must be there
    RevokedClient(Options.Builder options) throws Exception {
        connection = Nats.connect(options.connectionListener(new ConnectionListener() {
                    @Override
                    public void connectionEvent(Connection of, Events event) {
                        if (event == Events.CLOSED || event == Events.DISCONNECTED) {
                            closed.complete(System.nanoTime());
                        }
                    }
                })
                .build());
    }

    /** Does something, and asserts that the session is closed within a time from its end. */
    void isClosedWithin(Duration time, Action action) throws Exception {
        assertThat(closed).as("an end of the session").isNotDone();
        action.run();
        isClosedWithin(time, System.nanoTime());
    }

    /** The same from its beginning: what is done may wait until the session is closed. */
    void isClosedWithinFromTheStart(Duration time, Action action) throws Exception {
        assertThat(closed).as("an end of the session").isNotDone();
        long begin = System.nanoTime();
        action.run();
        isClosedWithin(time, begin);
    }

    private void isClosedWithin(Duration time, long begin) {
        assertThat(closed).as("closed at all").succeedsWithin(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(closed.join() - begin))
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

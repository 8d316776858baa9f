package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that notes when its session is closed. */
@SuppressWarnings("try") // closing may be interrupted
final class RevokedClient implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Connection connection;

    @SuppressWarnings("deprecation") // the one method that must be there
    RevokedClient(Options.Builder options) throws Exception {
        connection = Nats.connect(options.connectionListener(new ConnectionListener() {
                    @Override
                    public void connectionEvent(Connection of, Events event) {
                        if (event == Events.CLOSED || event == Events.DISCONNECTED) {
                            closed.countDown();
                        }
                    }
                })
                .build());
    }

    /** Does something, and asserts that the session is closed within a time from its end. */
    void isClosedWithin(Duration time, Action action) throws Exception {
        assertThat(closed.getCount()).as("open sessions").isEqualTo(1);
        action.run();
        long begin = System.nanoTime();
        assertThat(closed.await(10, TimeUnit.SECONDS)).as("closed at all").isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the time from the change to the end of the session")
                .isLessThan(time);
    }

    boolean isOpen() {
        return closed.getCount() == 1 && connection.getStatus() == Connection.Status.CONNECTED;
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

package io.gatehouse.cli;

import io.gatehouse.transport.ConnectionRecorder;
import java.util.concurrent.CountDownLatch;

/** Passes on what it hears of the connection, and opens a latch when requests can arrive for the first time. */
record Up(ConnectionRecorder next, CountDownLatch latch) implements ConnectionRecorder {
    @Override
    public void connected() {
        next.connected();
    }

    @Override
    public void disconnected() {
        next.disconnected();
    }

    @Override
    public void subscribed(boolean subscribed) {
        next.subscribed(subscribed);
        if (subscribed) {
            latch.countDown();
        }
    }

    @Override
    public void draining() {
        next.draining();
    }
}

package io.gatehouse.cli;

import io.gatehouse.transport.ConnectionRecorder;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Passes on what it hears of the connection, and opens a latch when requests can arrive for the first time.
 *
 * @param subscribed told each time that requests can arrive
 * @param server hears of the server's version
 */
record Up(ConnectionRecorder next, Runnable subscribed, CountDownLatch latch, Consumer<String> server)
        implements ConnectionRecorder {
    @Override
    public void server(String version) {
        server.accept(version);
    }

    @Override
    public void connected() {
        next.connected();
    }

    @Override
    public void disconnected() {
        next.disconnected();
    }

    @Override
    public void subscribed(boolean now) {
        next.subscribed(now);
        if (now) {
            this.subscribed.run();
            latch.countDown();
        }
    }

    @Override
    public void unable(String why) {
        next.unable(why);
    }

    @Override
    public void draining() {
        next.draining();
    }
}

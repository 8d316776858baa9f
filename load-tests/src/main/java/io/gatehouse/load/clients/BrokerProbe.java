package io.gatehouse.load.clients;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches from when to when a broker takes no connections, by making one every 10 ms on a thread of its own: clients
 * that wait before they dial see less of it.
 */
final class BrokerProbe implements AutoCloseable {
    private static final long STEP_NANOS = 10_000_000;
    private static final int TIMEOUT_MILLIS = 1000;

    private final List<InetSocketAddress> servers;
    private final Thread thread;
    private volatile boolean closed;
    private volatile double downMillis;

    BrokerProbe(List<InetSocketAddress> servers) {
        this.servers = List.copyOf(servers);
        this.thread = new Thread(this::run, "load-clients-probe");
        thread.setDaemon(true);
        thread.start();
    }

    /** How long not every server took connections, in milliseconds; 0 when no look found it so, NaN while it is not over. */
    double downMillis() {
        return downMillis;
    }

    private void run() {
        awaitAll(false);
        if (closed) {
            return;
        }
        long down = System.nanoTime();
        downMillis = Double.NaN;
        awaitAll(true);
        if (!closed) {
            downMillis = (System.nanoTime() - down) / 1e6;
        }
    }

    private void awaitAll(boolean up) {
        while (!closed && servers.stream().allMatch(BrokerProbe::isUp) != up) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private static boolean isUp(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

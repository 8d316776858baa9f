package io.gatehouse.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port of the loopback interface that can be listened at, or not, or of which nothing is ever heard. It is none of those that
 * connections are given for their own end, so that it stays free while nobody listens.
 */
final class ProxyPort implements AutoCloseable {
    private static final int FIRST = 20_000;
    private static final int PORTS = 12_000;
    private static final int TRIES = 100;
    private static final int BACKLOG = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** How long a connection within this machine may take before it counts as one that is not made. */
    private static final int UNANSWERED_MILLIS = 300;

    /** No port is given twice: another may have one while nobody listens. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final InetSocketAddress address;

    @GuardedBy("this") private @Nullable ServerSocket listener;

    @GuardedBy("this") private @Nullable Thread accepting;

    @GuardedBy("this") private final List<Socket> waiting = new ArrayList<>();

    private ProxyPort(ServerSocket listener) {
        this.address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        this.listener = listener;
    }

    /** Some port, at which nobody is accepted yet. */
    static ProxyPort free() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = FIRST + NEXT.getAndIncrement() % PORTS;
            try {
                return new ProxyPort(bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG));
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Listens.
     *
     * @param accepted takes each connection, and returns at once
     */
    synchronized void listen(Consumer<Socket> accepted) throws IOException {
        shut();
        ServerSocket made = bindAgain(BACKLOG);
        listener = made;
        accepting = ProxiedConnection.onThread("accept", () -> accept(made, accepted));
    }

    private static void accept(ServerSocket from, Consumer<Socket> accepted) {
        while (!from.isClosed()) {
            try {
                accepted.accept(from.accept());
            } catch (IOException e) {
                // the next connection may be better
            }
        }
    }

    /** Refuses connections once this has returned: before, a thread that is in a call of accept may still take one. */
    synchronized void shut() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        if (accepting != null) {
            awaitEnd(accepting);
            accepting = null;
        }
        for (Socket socket : waiting) {
            socket.close();
        }
        waiting.clear();
    }

    private static void awaitEnd(Thread thread) throws IOException {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IOException("a thread goes on accepting connections");
        }
    }

    /** Says nothing to whoever connects: the queue of those who are to be accepted is full, and the system passes over the rest. */
    synchronized void silence() throws IOException {
        shut();
        listener = bindAgain(1);
        while (queued()) {
            if (waiting.size() > BACKLOG) {
                throw new IOException("the system goes on making connections that nobody accepts");
            }
        }
    }

    @GuardedBy("this") private boolean queued() {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(address, UNANSWERED_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Who listened before may still be about to leave. */
    private ServerSocket bindAgain(int backlog) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return bind(address, backlog);
            } catch (BindException e) {
                if (until - System.nanoTime() < 0) {
                    throw e;
                }
                PacedLogins.waitUntil(System.nanoTime() + PAUSE.toNanos());
            }
        }
    }

    private static ServerSocket bind(InetSocketAddress at, int backlog) throws IOException {
        ServerSocket made = new ServerSocket();
        try {
            made.setReuseAddress(true);
            made.bind(at, backlog);
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        shut();
    }
}

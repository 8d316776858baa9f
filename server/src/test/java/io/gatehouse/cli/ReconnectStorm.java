package io.gatehouse.cli;

import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that lost their connections at the same time. Each logs in at once, stays when it is let in, and otherwise tries again a
 * second or so later, as client libraries do.
 */
final class ReconnectStorm implements AutoCloseable {
    private static final int THREADS = 300;

    private final int port;
    private final Queue<RawLogin> sessions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tries = new AtomicInteger();
    private final Random backOff = new Random(1);
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(THREADS);

    /**
     * Begins.
     *
     * @param port of the server
     * @param count how many clients there are: {@code sensor-0} and so on
     */
    ReconnectStorm(int port, int count) {
        this.port = port;
        for (int i = 0; i < count; i++) {
            String user = "sensor-" + i;
            clients.execute(() -> logIn(user));
        }
    }

    private void logIn(String user) {
        tries.incrementAndGet();
        RawLogin login = RawLogin.of(port, user, CountedWebService.PASSWORD);
        if (login != null) {
            sessions.add(login);
            return;
        }
        try {
            Future<?> unused = clients.schedule(() -> logIn(user), 500 + backOff.nextInt(1_000), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The storm has ended.
        }
    }

    /** How many times somebody has tried so far. */
    int tries() {
        return tries.get();
    }

    /** How many clients were let in so far. */
    int letIn() {
        return sessions.size();
    }

    /** Ends all tries, and then the sessions. */
    @Override
    public void close() {
        clients.shutdownNow();
        try {
            if (!clients.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("logins do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.forEach(RawLogin::close);
    }
}

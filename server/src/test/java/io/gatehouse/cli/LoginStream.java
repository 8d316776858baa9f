package io.gatehouse.cli;

import io.nats.client.Nats;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Clients that log in, leave and log in again, until they are stopped. */
@SuppressWarnings("try") // Connection.close may be interrupted
final class LoginStream implements AutoCloseable {
    private final Stage stage;
    private final String user;
    private final String password;
    private final AtomicLong succeeded = new AtomicLong();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients;
    private volatile boolean stopped;

    private LoginStream(Stage stage, String user, String password, int clients) {
        this.stage = stage;
        this.user = user;
        this.password = password;
        this.clients = IntStream.range(0, clients)
                .mapToObj(number -> new Thread(this::logIn, "client-" + number))
                .toList();
    }

    /**
     * Begins.
     *
     * @param clients how many try at a time
     */
    static LoginStream start(Stage stage, String user, String password, int clients) {
        LoginStream stream = new LoginStream(stage, user, password, clients);
        stream.clients.forEach(Thread::start);
        return stream;
    }

    long succeeded() {
        return succeeded.get();
    }

    List<Exception> failures() {
        return failures;
    }

    private void logIn() {
        while (!stopped) {
            try {
                Nats.connect(stage.as(user, password).build()).close();
                succeeded.incrementAndGet();
            } catch (Exception e) {
                failures.add(e);
            }
        }
    }

    /** Returns when every login that was begun has ended. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}

package io.gatehouse.transport;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.Server;
import io.gatehouse.pipeline.message.Intake;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt whose connection receives requests; it queues the server's errors. */
final class LinkAttempt extends Attempt implements RequestPort.Destination {
    /** A server that goes on complaining says nothing new. */
    private static final int MOST_ERRORS = 64;

    /** In the queue when it is over, or when whoever waits is to look at something else. */
    private static final String NO_ERROR = "";

    private final Intake requests;
    private final Consumer<RequestPort> opened;
    private final Runnable leaving;
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>(MOST_ERRORS);
    private volatile @Nullable RequestPort port;

    /**
     * An attempt at a server.
     *
     * @param opened told of the socket before it connects
     * @param leaving told when the server is going to close the connection
     */
    LinkAttempt(Server server, Intake requests, Consumer<RequestPort> opened, Runnable leaving) {
        super(server);
        this.requests = requests;
        this.opened = opened;
        this.leaving = leaving;
    }

    @Override
    public Intake requests() {
        return requests;
    }

    @Override
    public void opened(RequestPort port) {
        this.port = port;
        opened.accept(port);
    }

    /** The socket of the connection. */
    RequestPort port() {
        RequestPort known = port;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    @Override
    protected void complained(String error) {
        super.complained(error);
        boolean kept = errors.offer(error);
        assert kept || !errors.isEmpty();
    }

    @Override
    protected void leaving() {
        leaving.run();
    }

    @Override
    protected void ended() {
        while (!errors.offer(NO_ERROR)) {
            errors.clear();
        }
    }

    /** Has whoever waits for an error go on without one. Where the queue is full, nobody waits. */
    void wake() {
        boolean unused = errors.offer(NO_ERROR);
    }

    /** The next error, waited for; null when there is none in that time, there will be none, or something else is to be looked at. */
    @Nullable String nextError(long nanos) throws InterruptedException {
        String error = errors.poll(nanos, TimeUnit.NANOSECONDS);
        return NO_ERROR.equals(error) ? null : error;
    }

    /** All errors that were told up to now. */
    List<String> errors() {
        List<String> told = new ArrayList<>();
        errors.drainTo(told);
        told.removeIf(NO_ERROR::equals);
        return told;
    }

    /** Ends the connection. Whoever hangs cannot be said good-bye to, so nobody waits for that. */
    void discard(Connection connection) {
        Thread thread = new Thread(
                () -> {
                    port().abandon();
                    closeQuietly(connection);
                },
                "gatehouse-discard");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

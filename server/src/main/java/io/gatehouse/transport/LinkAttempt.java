package io.gatehouse.transport;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.Server;
import io.gatehouse.pipeline.message.Intake;
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

    /** Ends the queue: there will be no more errors to wait for. */
    private static final String END = "";

    private final Intake requests;
    private final Consumer<RequestPort> opened;
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>(MOST_ERRORS);
    private volatile @Nullable RequestPort port;

    /** @param opened told of the socket before it connects */
    LinkAttempt(Server server, Intake requests, Consumer<RequestPort> opened) {
        super(server);
        this.requests = requests;
        this.opened = opened;
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
    protected void ended() {
        while (!errors.offer(END)) {
            errors.clear();
        }
    }

    /** The next error, waited for; null when there is none in that time, or there will be none. */
    @Nullable String nextError(long nanos) throws InterruptedException {
        String error = errors.poll(nanos, TimeUnit.NANOSECONDS);
        return END.equals(error) ? null : error;
    }

    /** All errors that were told up to now. */
    List<String> errors() {
        List<String> told = new ArrayList<>();
        errors.drainTo(told);
        told.remove(END);
        return told;
    }
}

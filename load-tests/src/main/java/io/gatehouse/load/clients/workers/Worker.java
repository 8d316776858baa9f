package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.ClientGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/** Runs a share of a group in a process of its own: executes the commands of its input, and ends with the input. */
public final class Worker {
    private static final long TELL_NANOS = 40_000_000;

    private final ClientGroup group;
    private final PrintStream out;
    private volatile boolean ended;

    public Worker(ClientGroup group, PrintStream out) {
        this.group = group;
        this.out = out;
    }

    /** Serves its master to the end. */
    public void serve(BufferedReader orders) throws IOException {
        say(WorkerProtocol.READY);
        Thread teller = new Thread(this::tell, "counts");
        teller.setDaemon(true);
        teller.start();
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(order);
        }
        ended = true;
    }

    private void obey(String order) {
        switch (order) {
            case WorkerProtocol.START -> group.start();
            case WorkerProtocol.BEGIN_OUTAGE -> {
                group.beginOutage();
                say(WorkerProtocol.READY);
            }
            case WorkerProtocol.TELL_OUTAGE -> say(WorkerProtocol.text(group.outage()));
            default -> throw new IllegalArgumentException("no order: " + order);
        }
    }

    private void tell() {
        while (!ended) {
            say(WorkerProtocol.text(group.counts()));
            LockSupport.parkNanos(TELL_NANOS);
        }
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}

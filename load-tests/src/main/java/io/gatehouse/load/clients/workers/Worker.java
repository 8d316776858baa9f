package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.Crowd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/** A share of a crowd in a process of its own: does what its input says, and ends when the input does. */
public final class Worker {
    private static final long TELL_NANOS = 40_000_000;

    private final Crowd crowd;
    private final PrintStream out;
    private volatile boolean ended;

    public Worker(Crowd crowd, PrintStream out) {
        this.crowd = crowd;
        this.out = out;
    }

    /** Serves its master to the end. */
    public void serve(BufferedReader orders) throws IOException {
        say(Wire.READY);
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
            case Wire.START -> crowd.start();
            case Wire.BEGIN_OUTAGE -> {
                crowd.beginOutage();
                say(Wire.READY);
            }
            case Wire.TELL_OUTAGE -> say(Wire.text(crowd.outage()));
            default -> throw new IllegalArgumentException("no order: " + order);
        }
    }

    private void tell() {
        while (!ended) {
            say(Wire.text(crowd.counts()));
            LockSupport.parkNanos(TELL_NANOS);
        }
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}

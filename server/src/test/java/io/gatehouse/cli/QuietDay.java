package io.gatehouse.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logins at a steady rate, as on any day: devices, partners, now and then one with a wrong password, and a laptop whose user has
 * left.
 */
final class QuietDay implements AutoCloseable {
    private static final int PER_SECOND = 8;
    private static final int DEVICES = 20;
    private static final int PARTNERS = 5;

    private final int port;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong in = new AtomicLong();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(16);
    private final ScheduledFuture<?> pace;

    /** Begins at a server's port. */
    QuietDay(int port) {
        this.port = port;
        pace = clients.scheduleAtFixedRate(
                () -> clients.execute(this::logIn), 0, 1_000 / PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void logIn() {
        long number = begun.incrementAndGet();
        String password = number % 25 == 0 ? "mistyped" : CountedWebService.PASSWORD;
        try (RawLogin login = RawLogin.of(port, user(number), password)) {
            if (login != null) {
                in.incrementAndGet();
            }
        }
    }

    private static String user(long number) {
        if (number % 60 == 59) {
            return "laptop-7";
        }
        return number % 6 == 0 ? "partner-" + number / 6 % PARTNERS : "device-" + number % DEVICES;
    }

    /** How many were let in. */
    long letIn() {
        return in.get();
    }

    @Override
    public void close() {
        pace.cancel(false);
        clients.shutdownNow();
    }
}

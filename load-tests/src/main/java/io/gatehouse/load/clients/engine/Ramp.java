package io.gatehouse.load.clients.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the clients of one event loop at an even rate. */
final class Ramp {
    private static final long STEP_MILLIS = 5;

    private final List<Client> clients;
    private final EventLoop loop;
    private final double perNano;
    private int next;
    private long begun;
    private @Nullable ScheduledFuture<?> steps;

    Ramp(List<Client> clients, EventLoop loop, double perSecond) {
        this.clients = clients;
        this.loop = loop;
        this.perNano = perSecond / 1e9;
    }

    void start() {
        loop.execute(() -> {
            begun = loop.ticker().nanoTime();
            steps = loop.scheduleAtFixedRate(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    private void step() {
        double due = 1 + (loop.ticker().nanoTime() - begun) * perNano;
        while (next < clients.size() && next < due) {
            clients.get(next++).start();
        }
        if (next == clients.size()) {
            stop();
        }
    }

    void close() {
        loop.execute(() -> {
            stop();
            clients.forEach(Client::close);
        });
    }

    private void stop() {
        if (steps != null) {
            steps.cancel(false);
            steps = null;
        }
    }
}

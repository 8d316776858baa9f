package io.gatehouse.load.clients.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the clients of one event loop at an even rate, or slower where too many have no login yet. */
final class Ramp {
    private static final long STEP_MILLIS = 5;

    private final List<Client> clients;
    private final EventLoop loop;
    private final double perNano;
    private final int window;
    private int next;
    private int unsettled;
    private long begun;
    private @Nullable ScheduledFuture<?> steps;

    Ramp(List<Client> clients, EventLoop loop, double perSecond, int window) {
        this.clients = clients;
        this.loop = loop;
        this.perNano = perSecond / 1e9;
        this.window = window;
        clients.forEach(client -> client.onSettled(this::settled));
    }

    void start() {
        loop.execute(() -> {
            begun = loop.ticker().nanoTime();
            steps = loop.scheduleAtFixedRate(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    private void step() {
        double due = 1 + (loop.ticker().nanoTime() - begun) * perNano;
        while (next < clients.size() && next < due && unsettled < window) {
            unsettled++;
            clients.get(next++).start();
        }
        if (next == clients.size()) {
            stop();
        }
    }

    private void settled() {
        unsettled--;
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

package io.gatehouse.operations;

import io.gatehouse.directory.file.FileDirectoryRecorder;
import io.gatehouse.transport.ConnectionRecorder;

/** Hears of the connection and of the directory, and keeps count and readiness by it. */
public final class Watch implements ConnectionRecorder, FileDirectoryRecorder {
    private final Tally tally;
    private final Health.Condition connection;
    private final Health.Condition subscription;
    private final Health.Condition directory;
    private final Health.Condition open;

    /** Makes the service ready once it is connected and subscribed and has a directory, until it drains. */
    public Watch(Tally tally, Health health) {
        this.tally = tally;
        this.connection = health.require("connection", "not connected to NATS yet");
        this.subscription = health.require("subscription", "not subscribed to auth callout requests yet");
        this.directory = health.require("directory", "the directory is not read yet");
        this.open = health.require("open", "draining");
        open.met();
    }

    @Override
    public void connected() {
        tally.connected();
        connection.met();
    }

    @Override
    public void disconnected() {
        tally.disconnected();
        connection.unmet("the connection to NATS is lost; trying to get it back");
    }

    @Override
    public void subscribed(boolean subscribed) {
        if (subscribed) {
            subscription.met();
        } else {
            subscription.unmet("not subscribed to auth callout requests");
        }
    }

    @Override
    public void unable(String why) {
        subscription.unmet(why);
    }

    @Override
    public void draining() {
        open.unmet("draining: no more requests are taken");
    }

    @Override
    public void reloaded(int users) {
        tally.reloaded(users);
        directory.met();
    }

    /** Counts it; the last good file stays in force, so the service stays ready. */
    @Override
    public void reloadFailed() {
        tally.reloadFailed();
    }
}

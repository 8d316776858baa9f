package io.gatehouse.admin;

import io.gatehouse.directory.file.FileDirectoryRecorder;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.transport.ConnectionRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the connection and of the directory, and keeps count and readiness by it. */
public final class HealthMonitor implements ConnectionRecorder, FileDirectoryRecorder {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);

    private final ServiceCounters counters;
    private final Health health;
    private final Health.Condition connection;
    private final Health.Condition subscription;
    private final Health.Condition answers;
    private final Health.Condition directory;
    private final Health.Condition open;
    private final Health.Note users;
    private final int ordinaryAnswer;
    /** The thread's that reads the directory. */
    private boolean startedWithLastGood;

    /** The same where answers of any size can be sent. */
    public HealthMonitor(ServiceCounters counters, Health health) {
        this(counters, health, 0);
    }

    /**
     * Makes the service ready once it is connected and subscribed, the server takes answers, and there is a directory, until
     * it drains.
     *
     * @param ordinaryAnswer the size of an answer that lets an ordinary user in, in bytes
     */
    public HealthMonitor(ServiceCounters counters, Health health, int ordinaryAnswer) {
        this.counters = counters;
        this.health = health;
        this.ordinaryAnswer = ordinaryAnswer;
        this.connection = health.require("connection", "not connected to NATS yet");
        this.subscription = health.require("subscription", "not subscribed to auth callout requests yet");
        this.answers = health.require("answers", "the server has not announced how large answers may be");
        answers.met();
        this.directory = health.require("directory", "the directory is not read yet");
        this.open = health.require("open", "draining");
        open.met();
        this.users = health.note("directory");
    }

    @Override
    public void connected() {
        counters.connected();
        connection.met();
    }

    @Override
    public void disconnected() {
        counters.disconnected();
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
    public void maxPayload(int bytes) {
        if (bytes >= ordinaryAnswer) {
            answers.met();
            return;
        }
        String why = "nats-server takes " + bytes + " bytes from us in one message, and an ordinary answer has "
                + ordinaryAnswer + ": nobody can be let in";
        log.error("{}; raise max_payload of the server, or limits.payload of the AUTH account", why);
        answers.unmet(why);
    }

    @Override
    public void draining() {
        open.unmet("draining: no more requests are taken");
    }

    @Override
    public void linkEnded(String why) {
        broken(why);
    }

    @Override
    public void watchEnded(String why) {
        broken(why);
    }

    private void broken(String why) {
        log.error("{}: only a restart helps, /livez says so", why);
        health.broken(why);
    }

    @Override
    public void reloaded(int users) {
        counters.reloaded(users);
        directory.met();
        this.users.clear();
        startedWithLastGood = false;
    }

    /** Counts it; the last good file stays in use, so the service stays ready. */
    @Override
    public void reloadFailed() {
        counters.reloadFailed();
        if (!startedWithLastGood) {
            users.show("the users file cannot be used: the last good one stays in use");
        }
    }

    @Override
    public void startedWithLastGood() {
        startedWithLastGood = true;
        users.show(
                "the users file cannot be used: started with the copy of the last good one (directory.file.last_good)");
    }
}

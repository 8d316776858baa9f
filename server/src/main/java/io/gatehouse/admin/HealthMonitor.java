package io.gatehouse.admin;

import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.transport.ConnectionRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the connection, and keeps count and readiness by it. */
public final class HealthMonitor implements ConnectionRecorder {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);

    private final ServiceCounters counters;
    private final Health health;
    private final Health.Condition connection;
    private final Health.Condition subscription;
    private final Health.Condition answers;
    private final Health.Condition open;
    private final int ordinaryAnswer;

    /** The same where answers of any size can be sent. */
    public HealthMonitor(ServiceCounters counters, Health health) {
        this(counters, health, 0);
    }

    /**
     * Makes the service ready once it is connected and subscribed, and the server takes answers, until it drains.
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
        this.open = health.require("open", "draining");
        open.met();
    }

    /** What hears of one more directory. */
    public DirectoryMonitor directory(String name) {
        return new DirectoryMonitor(name, counters, health, this);
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

    /** Only a restart can help. */
    void broken(String why) {
        log.error("{}: only a restart helps, /livez says so", why);
        health.broken(why);
    }
}

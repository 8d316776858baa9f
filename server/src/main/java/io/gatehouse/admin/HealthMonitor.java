package io.gatehouse.admin;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.transport.ConnectionRecorder;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@link Health} and the counters up to date with what becomes of the connection and of the directories' files. */
public final class HealthMonitor implements ConnectionRecorder {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);

    private final ServiceCounters counters;
    private final Health health;
    private final Health.Condition connection;
    private final Health.Condition subscription;
    private final Health.Condition answers;
    private final Health.Condition open;
    private final int ordinaryAnswer;
    private volatile @Nullable String configuration;

    /**
     * Makes the service ready once it is connected and subscribed and the server takes answers, until it drains.
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
        health.note("configuration", () -> configuration);
    }

    @Override
    public void connected() {
        counters.connected();
        connection.met();
    }

    @Override
    public void disconnected() {
        counters.disconnected();
        connection.unmet("the connection to NATS is lost; reconnecting");
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

    /** A configuration was read and is in force. */
    public void configured() {
        counters.configuration().loaded();
        configuration = null;
    }

    /** A configuration that was read cannot be used, so that the one before stays in force; the service stays ready. */
    public void configurationRefused() {
        counters.configuration().refused();
        configuration = "the configuration cannot be used, and the one before stays in force: the log says why";
    }

    /** The thread that reads the configuration has ended; nothing starts it again. */
    public void reloadEnded(String why) {
        broken(why);
    }

    /** Hears of the users of a directory, without whom the service is not ready. */
    public DirectoryMonitor directory(String name, String type) {
        return directory(name, type, monitor -> {});
    }

    /** The same for a directory that may have its users already: tells of them before the service waits for any. */
    public DirectoryMonitor directory(String name, String type, Consumer<ReloadRecorder> told) {
        UsersMonitor monitor = new UsersMonitor(counters.reloads(name, type), "directory " + name);
        told.accept(monitor);
        health.add(monitor.read);
        health.addNote(monitor);
        return monitor;
    }

    /** Hears of the users of a directory that are read from elsewhere: the service is ready without them, and notes it. */
    public DirectoryMonitor watched(String name, String type, Consumer<ReloadRecorder> told) {
        WatchMonitor monitor = new WatchMonitor(counters.reloads(name, type), "directory " + name);
        told.accept(monitor);
        health.addNote(monitor);
        return monitor;
    }

    private void broken(String why) {
        log.error("{}: only a restart helps, /livez says so", why);
        health.broken(why);
    }

    /** Called by the thread that reads the users. */
    private final class UsersMonitor implements DirectoryMonitor, Supplier<Health.@Nullable Reason> {
        private final ReloadRecorder counter;
        private final String name;
        private final Health.Condition read;
        private volatile @Nullable String note;
        private String what = "the users file";
        private boolean startedWithLastGood;

        UsersMonitor(ReloadRecorder counter, String name) {
            this.counter = counter;
            this.name = name;
            this.read = new Health.Condition(name, "its file is not read yet");
        }

        @Override
        public void withdraw() {
            health.remove(read);
            health.removeNote(this);
        }

        /** What is to be said of it beside whether it was read. */
        @Override
        public Health.@Nullable Reason get() {
            return Health.reason(name, note);
        }

        @Override
        public void reloaded(int users) {
            counter.reloaded(users);
            read.met();
            note = null;
            startedWithLastGood = false;
        }

        @Override
        public void revocationsRead(int revoked, @Nullable Instant nextUpdate) {
            counter.revocationsRead(revoked, nextUpdate);
            read.met();
            note = null;
            what = "a revocation list";
        }

        /** The last good file stays in use, so the service stays ready. */
        @Override
        public void reloadFailed() {
            counter.reloadFailed();
            if (!startedWithLastGood) {
                note = what + " cannot be used: the last good one stays in use";
            }
        }

        @Override
        public void startedWithLastGood() {
            startedWithLastGood = true;
            note = "the users file cannot be used: started with the copy of the last good one";
        }

        @Override
        public void watchEnded(String why) {
            broken(why);
        }
    }

    /** Called by the thread that follows the users. */
    private final class WatchMonitor implements DirectoryMonitor, Supplier<Health.@Nullable Reason> {
        private final ReloadRecorder counter;
        private final String name;
        private final LossNote loss = new LossNote(System::nanoTime);
        private volatile @Nullable String note = "its users are not read yet";

        WatchMonitor(ReloadRecorder counter, String name) {
            this.counter = counter;
            this.name = name;
        }

        @Override
        public void withdraw() {
            health.removeNote(this);
            counter.unwatched();
        }

        /** What is to be said of it now. */
        @Override
        public Health.@Nullable Reason get() {
            String now = note;
            return Health.reason(name, now == null ? loss.text() : now);
        }

        @Override
        public void reloaded(int users) {
            counter.reloaded(users);
            note = null;
        }

        @Override
        public void changed(int users) {
            counter.changed(users);
        }

        @Override
        public void reloadFailed() {
            counter.reloadFailed();
        }

        @Override
        public void unreachable(String why) {
            counter.unreachable(why);
            note = why;
        }

        @Override
        public void lost(String why) {
            loss.lost(why);
        }

        @Override
        public void back() {
            loss.back();
        }

        @Override
        public void followed() {
            counter.followed();
            note = null;
        }

        @Override
        public void notFollowed(String why) {
            counter.notFollowed(why);
            note = why;
        }

        @Override
        public void watchEnded(String why) {
            broken(why);
        }
    }
}

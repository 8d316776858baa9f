package io.gatehouse.admin;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.metrics.ServiceCounters;

/** Hears of one directory, and keeps count and readiness by it. */
public final class DirectoryMonitor implements ReloadRecorder {
    private final String name;
    private final ServiceCounters counters;
    private final HealthMonitor monitor;
    private final Health.Condition open;
    private final Health.Note users;
    /** The thread's that reads the directory. */
    private boolean startedWithLastGood;

    /** Makes the service ready once the directory is open. */
    DirectoryMonitor(String name, ServiceCounters counters, Health health, HealthMonitor monitor) {
        this.name = name;
        this.counters = counters;
        this.monitor = monitor;
        this.open = health.require("directory " + name, "the directory is not read yet");
        this.users = health.note("directory " + name);
    }

    /** The directory has started, whether or not it has users in memory. */
    public void opened() {
        open.met();
    }

    @Override
    public void reloaded(int number) {
        counters.reloaded(name, number);
        open.met();
        users.clear();
        startedWithLastGood = false;
    }

    /** Counts it; the last good file stays in use, so the service stays ready. */
    @Override
    public void reloadFailed() {
        counters.reloadFailed(name);
        if (!startedWithLastGood) {
            users.show("the users file cannot be used: the last good one stays in use");
        }
    }

    @Override
    public void startedWithLastGood() {
        startedWithLastGood = true;
        users.show("the users file cannot be used: started with the copy of the last good one (last_good)");
    }

    @Override
    public void watchEnded(String why) {
        monitor.broken(why);
    }
}

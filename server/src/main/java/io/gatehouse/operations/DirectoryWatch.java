package io.gatehouse.operations;

import io.gatehouse.directory.ReloadRecorder;

/** Hears of one directory, and keeps count and readiness by it. */
public final class DirectoryWatch implements ReloadRecorder {
    private final String name;
    private final Tally tally;
    private final Watch watch;
    private final Health.Condition open;
    private final Health.Note users;
    /** The thread's that reads the directory. */
    private boolean startedWithLastGood;

    /** Makes the service ready once the directory is open. */
    DirectoryWatch(String name, Tally tally, Health health, Watch watch) {
        this.name = name;
        this.tally = tally;
        this.watch = watch;
        this.open = health.require("directory " + name, "the directory is not read yet");
        this.users = health.note("directory " + name);
    }

    /** The directory has started, whether or not it has users in memory. */
    public void opened() {
        open.met();
    }

    @Override
    public void reloaded(int number) {
        tally.reloaded(name, number);
        open.met();
        users.clear();
        startedWithLastGood = false;
    }

    /** Counts it; the last good file stays in use, so the service stays ready. */
    @Override
    public void reloadFailed() {
        tally.reloadFailed(name);
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
        watch.broken(why);
    }
}

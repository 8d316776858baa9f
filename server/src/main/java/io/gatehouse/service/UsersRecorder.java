package io.gatehouse.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.admin.HealthMonitor.UsersMonitor;
import io.gatehouse.directory.ReloadRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the users of one directory, and passes it on for as long as the directory is in use: what it hears before, it keeps until
 * then, since a directory that is opened for a configuration may never come into use.
 */
final class UsersRecorder implements ReloadRecorder, Supplier<ReloadRecorder> {
    private final HealthMonitor monitor;
    private final String name;
    private final String type;

    @GuardedBy("this") private final List<Consumer<ReloadRecorder>> early = new ArrayList<>();

    @GuardedBy("this") private boolean wanted;

    @GuardedBy("this") private boolean inUse;

    @GuardedBy("this") private @Nullable UsersMonitor passedTo;

    private UsersRecorder(HealthMonitor monitor, String name, String type, boolean inUse) {
        this.monitor = monitor;
        this.name = name;
        this.type = type;
        this.inUse = inUse;
    }

    /** For a directory that is in use while it is opened: the service waits for its users. */
    static UsersRecorder ofStart(HealthMonitor monitor, String name, String type) {
        return new UsersRecorder(monitor, name, type, true);
    }

    /** For a directory that may come into use. */
    static UsersRecorder ofReload(HealthMonitor monitor, String name, String type) {
        return new UsersRecorder(monitor, name, type, false);
    }

    /** Itself, for a directory that has its users in memory, and asks for whom to tell of them. */
    @Override
    public synchronized ReloadRecorder get() {
        wanted = true;
        if (inUse) {
            passedTo = monitor.directory(name, type);
        }
        return this;
    }

    /** The directory is in use from now on. */
    synchronized void inUse() {
        if (!inUse) {
            inUse = true;
            if (wanted) {
                passedTo = monitor.directory(name, type, heard -> early.forEach(what -> what.accept(heard)));
            }
            early.clear();
        }
    }

    /** The directory is in use no more. */
    synchronized void withdraw() {
        if (passedTo != null) {
            passedTo.withdraw();
            passedTo = null;
        }
    }

    @Override
    public void reloaded(int users) {
        pass(to -> to.reloaded(users));
    }

    @Override
    public void reloadFailed() {
        pass(ReloadRecorder::reloadFailed);
    }

    @Override
    public void startedWithLastGood() {
        pass(ReloadRecorder::startedWithLastGood);
    }

    @Override
    public void watchEnded(String why) {
        pass(to -> to.watchEnded(why));
    }

    private synchronized void pass(Consumer<ReloadRecorder> what) {
        if (!inUse) {
            early.add(what);
        } else if (passedTo != null) {
            what.accept(passedTo);
        }
    }
}

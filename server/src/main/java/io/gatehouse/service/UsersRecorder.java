package io.gatehouse.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.admin.DirectoryMonitor;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.directory.ReloadRecorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the users of one directory, and passes it on for as long as the directory is in use: what it hears before, it keeps until
 * then, since a directory that is opened for a configuration may never come into use.
 */
final class UsersRecorder implements ReloadRecorder {
    private final HealthMonitor monitor;
    private final String name;
    private final String type;

    @GuardedBy("this") private final List<Consumer<ReloadRecorder>> early = new ArrayList<>();

    /** Makes who hears of it, and tells that one what was heard early; null where nobody asked for that. */
    @GuardedBy("this") private @Nullable Function<Consumer<ReloadRecorder>, DirectoryMonitor> wanted;

    @GuardedBy("this") private boolean inUse;

    @GuardedBy("this") private @Nullable DirectoryMonitor passedTo;

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
    ReloadRecorder users() {
        return wanted(told -> monitor.directory(name, type, told));
    }

    /** Itself, for a directory whose users are read from elsewhere. */
    ReloadRecorder watched() {
        return wanted(told -> monitor.watched(name, type, told));
    }

    private synchronized ReloadRecorder wanted(Function<Consumer<ReloadRecorder>, DirectoryMonitor> how) {
        wanted = how;
        if (inUse) {
            passedTo = how.apply(nothing -> {});
        }
        return this;
    }

    /** The directory is in use from now on. */
    synchronized void inUse() {
        if (!inUse) {
            inUse = true;
            List<Consumer<ReloadRecorder>> told = List.copyOf(early);
            if (wanted != null) {
                passedTo = wanted.apply(heard -> told.forEach(what -> what.accept(heard)));
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
    public void revocationsRead(int revoked, @Nullable Instant nextUpdate) {
        pass(to -> to.revocationsRead(revoked, nextUpdate));
    }

    @Override
    public void changed(int users) {
        pass(to -> to.changed(users));
    }

    @Override
    public void unreachable(String why) {
        pass(to -> to.unreachable(why));
    }

    @Override
    public void lost(String why) {
        pass(to -> to.lost(why));
    }

    @Override
    public void back() {
        pass(ReloadRecorder::back);
    }

    @Override
    public void followed() {
        pass(ReloadRecorder::followed);
    }

    @Override
    public void notFollowed(String why) {
        pass(to -> to.notFollowed(why));
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

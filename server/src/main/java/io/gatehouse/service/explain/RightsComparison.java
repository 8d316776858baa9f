package io.gatehouse.service.explain;

import io.gatehouse.explain.ExplainedLogin;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.explain.RightsChange.Difference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds the users whose rights another configuration would change. */
public final class RightsComparison implements AutoCloseable {
    private final ConfiguredUsers before;
    private final ConfiguredUsers after;

    /**
     * Reads the users of both.
     *
     * @param now the time of all logins
     * @param login what rules can ask of each login
     * @param wanted the names to look at
     * @param patience how long directories that are elsewhere are waited for
     * @throws RuntimeException when a directory cannot be used
     */
    public RightsComparison(
            GatehouseSettings before,
            GatehouseSettings after,
            Instant now,
            ExplainedLogin login,
            Predicate<String> wanted,
            Duration patience) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        this.before = new ConfiguredUsers(before, clock, login, wanted, patience);
        try {
            this.after = new ConfiguredUsers(after, clock, login, wanted, patience);
        } catch (RuntimeException | Error e) {
            this.before.close();
            throw e;
        }
    }

    /** The directories whose users could not be read, and are not compared. */
    public List<String> unreachable() {
        SortedSet<String> names = new TreeSet<>(before.unreachable());
        names.addAll(after.unreachable());
        return List.copyOf(names);
    }

    /** Whether any directory has a user of that name, by either configuration. */
    public boolean has(String user) {
        return directories().stream().anyMatch(directory -> names(directory).contains(user));
    }

    /** How many users there are to compare. */
    public long size() {
        return directories().stream()
                .mapToLong(directory -> names(directory).size())
                .sum();
    }

    /** Compares them one by one. */
    public void run(Listener listener) {
        for (String directory : directories()) {
            for (String user : names(directory)) {
                List<Difference> differences = before.rights(directory, user).to(after.rights(directory, user));
                if (!differences.isEmpty()) {
                    listener.onChange(new RightsChange(directory, user, differences));
                }
                listener.onCompared();
            }
        }
    }

    private SortedSet<String> directories() {
        SortedSet<String> names = new TreeSet<>(before.directories());
        names.addAll(after.directories());
        names.removeAll(unreachable());
        return names;
    }

    private SortedSet<String> names(String directory) {
        SortedSet<String> names = before.names(directory);
        names.addAll(after.names(directory));
        return names;
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }

    /** Hears how it goes on. */
    public interface Listener {
        /** The rights of one user change. */
        void onChange(RightsChange change);

        /** Another user was compared. */
        void onCompared();
    }
}

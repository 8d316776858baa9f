package io.gatehouse.service.explain;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainTrace;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directories of a configuration, opened to be asked; nothing outside of the process changes by it. */
final class ExplainedDirectories implements AutoCloseable {
    /** What a directory keeps on the disk. */
    private static final String COPY = "last_good";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<DirectorySettings> settings;
    private final List<DirectoryNames> names;
    private final PasswordChecks checks;
    private final List<Directory> opened = new ArrayList<>();
    private final Map<String, Supplier<Stream<Identity>>> users = new ConcurrentHashMap<>();

    private ExplainedDirectories(List<DirectorySettings> settings, PasswordChecks checks) {
        this.settings = settings;
        this.checks = checks;
        this.names = DirectoryNames.of(
                settings.stream().map(DirectorySettings::names).toList());
    }

    /**
     * Opens them, and waits for those that cannot answer yet.
     *
     * @param patience how long all of them together are waited for
     * @throws RuntimeException when one cannot be used; none is left open
     */
    static ExplainedDirectories open(
            List<DirectorySettings> settings, PasswordChecks checks, NatsSettings nats, Duration patience) {
        ExplainedDirectories directories = new ExplainedDirectories(settings, checks);
        try {
            settings.forEach(one -> directories.opened.add(directories.create(one, nats)));
            directories.await(System.nanoTime() + patience.toNanos());
        } catch (RuntimeException | Error e) {
            directories.close();
            throw e;
        }
        return directories;
    }

    private Directory create(DirectorySettings one, NatsSettings nats) {
        DirectoryContext context = new DirectoryContext(
                one.names().form(),
                checks,
                (source, all) -> {
                    users.put(one.name(), all);
                    return List.of();
                },
                () -> ReloadRecorder.NONE,
                () -> ReloadRecorder.NONE,
                nats);
        return one.type().create(one.name(), one.values().without(COPY), context);
    }

    /** One that is not there by then says itself that it cannot decide. */
    private void await(long until) {
        for (Directory directory : opened) {
            while (!answers(directory, until) && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    }

    private static boolean answers(Directory directory, long until) {
        try {
            directory.probe().block(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            return true;
        } catch (RuntimeException notNow) {
            return false;
        }
    }

    /** Puts them into a chain, in their order, with the end that it has in the service. */
    void addTo(ChainBuilder chain, ChainTrace trace) {
        for (int i = 0; i < opened.size(); i++) {
            DirectorySettings one = settings.get(i);
            trace.add(chain, names.get(i), one.match(), opened.get(i), one.cache());
        }
        chain.addDecoy(checks);
    }

    /**
     * The users of a directory that has them all in memory, by the names that everybody else knows; null where it has not, or has
     * not yet.
     */
    @Nullable Stream<Identity> users(String directory) {
        Supplier<Stream<Identity>> all = users.get(directory);
        for (int i = 0; all != null && i < settings.size(); i++) {
            if (settings.get(i).name().equals(directory)) {
                return all.get().map(names.get(i)::named);
            }
        }
        return null;
    }

    /**
     * The same, waiting for those that are still loaded: a directory can answer about one user before.
     *
     * @param until in {@link System#nanoTime()}
     */
    @Nullable Stream<Identity> awaitUsers(String directory, long until) {
        while (!users.containsKey(directory) && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return users(directory);
    }

    @Override
    public void close() {
        opened.forEach(Directory::close);
    }
}

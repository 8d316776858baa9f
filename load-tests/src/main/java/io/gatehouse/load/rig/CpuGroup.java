package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A cgroup of our own that holds processes to a share of a core while it exists, and lets them have all of it. Not for
 * several threads.
 */
public final class CpuGroup implements AutoCloseable {
    /**
     * Short, so that a service which has used up its share waits for a few milliseconds only, and latencies are not
     * those of the quota.
     */
    static final long PERIOD_MICROS = 10_000;

    /** The kernel takes no smaller quota. */
    private static final long SMALLEST_QUOTA_MICROS = 1_000;

    /** Needs no more than the right to make groups; where mounts cannot be had it does without. */
    private static final String ENTER = """
            echo $$ >"$1" || exit
            shift
            unshare --mount true 2>/dev/null || exec "$@"
            exec unshare --mount sh -c '
              for mounted in /sys/fs/cgroup /sys/fs/cgroup/*/; do
                mount -o remount,bind,ro "$mounted" 2>/dev/null
              done
              exec "$@"' sh "$@"
            """;

    private static final String PROCESSES = "cgroup.procs";

    private static final int REMOVALS = 100;
    private static final long BETWEEN_REMOVALS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CpuController controller;
    private final Path folder;

    private CpuGroup(CpuController controller, Path folder) {
        this.controller = controller;
        this.folder = folder;
    }

    /**
     * Makes a group without a limit.
     *
     * @throws LoadException when it cannot be made, mostly for lack of rights
     */
    public static CpuGroup create(CpuController controller, String name) {
        Path folder = controller.folder().resolve(name);
        try {
            controller.prepare();
            Files.createDirectories(folder);
            return new CpuGroup(controller, folder);
        } catch (IOException e) {
            throw failed("made", folder, e);
        }
    }

    /**
     * A command that runs another one within the group from its beginning, which sees control groups as in a container:
     * mounted, not to be written. JVMs look at their limits only there.
     */
    public List<String> enter(List<String> command) {
        List<String> words = new ArrayList<>(
                List.of("sh", "-c", ENTER, "sh", folder.resolve(PROCESSES).toString()));
        words.addAll(command);
        return words;
    }

    /**
     * Holds the group to so many cores from now on.
     *
     * @param cores 0.1 or more; 0 takes the limit away
     */
    public void limit(double cores) {
        long quota = cores == 0 ? -1 : Math.round(cores * PERIOD_MICROS);
        if (quota >= 0 && quota < SMALLEST_QUOTA_MICROS) {
            throw new LoadException("A quota must be at least 0.1 core, not " + cores);
        }
        try {
            controller.writePriority(folder);
            controller.writeQuota(folder, quota, PERIOD_MICROS);
        } catch (IOException e) {
            throw failed("limited to " + cores + " cores", folder, e);
        }
    }

    /**
     * Takes the processes that are left out of the group, and removes it. A process that dies meanwhile may be listed and
     * not be there to be moved, or hold the group for a moment more: it is tried for a second.
     */
    @Override
    public void close() {
        for (int left = REMOVALS; ; left--) {
            try {
                remove();
                return;
            } catch (IOException e) {
                if (left == 0) {
                    throw failed("removed", folder, e);
                }
                LockSupport.parkNanos(BETWEEN_REMOVALS_NANOS);
            }
        }
    }

    private void remove() throws IOException {
        for (String pid : Files.readAllLines(folder.resolve(PROCESSES))) {
            Files.writeString(controller.folder().resolve(PROCESSES), pid);
        }
        Files.delete(folder);
    }

    private static LoadException failed(String what, Path folder, IOException e) {
        return new LoadException(
                "The cgroup " + folder + " cannot be " + what + " (" + e.getMessage()
                        + "). It takes root's rights: run it as root, or measure without a quota: --quota 0",
                e);
    }
}

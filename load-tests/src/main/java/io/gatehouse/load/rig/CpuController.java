package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's CPU controller as it is mounted on a machine: of version 1 or 2 of cgroups. */
public sealed interface CpuController {
    /** The folder below which groups are made. */
    Path folder();

    /** Lets groups below the folder have quotas; nothing to do in version 1. */
    default void prepare() throws IOException {}

    /**
     * Gives a group the highest weight, so that it gets all of its quota however busy the rest of the machine is,
     * the load tool and nats-server among them.
     */
    void writePriority(Path group) throws IOException;

    /** Writes the quota of a group: so many microseconds of CPU time in each period; negative for no limit. */
    void writeQuota(Path group, long quotaMicros, long periodMicros) throws IOException;

    /**
     * The controller of this machine.
     *
     * @throws LoadException when there is none that could be used; the message says what to do
     */
    static CpuController ofThisMachine() {
        return under(Path.of("/sys/fs/cgroup"));
    }

    /** The controller that is mounted under a folder. */
    static CpuController under(Path mounts) {
        if (namesCpu(mounts.resolve("cgroup.controllers"))) {
            return new Version2(mounts);
        }
        Path first = mounts.resolve("cpu");
        if (Files.exists(first.resolve("cpu.cfs_quota_us"))) {
            return new Version1(first);
        }
        throw new LoadException(
                "No service can be held to a share of a core here: the cgroup controller \"cpu\" is neither in "
                        + mounts + "/cgroup.controllers (version 2) nor at " + first
                        + " (version 1). Use a Linux that has it, as root, or measure without a quota: --quota 0");
    }

    private static boolean namesCpu(Path controllers) {
        try {
            return Files.isReadable(controllers)
                    && (" " + Files.readString(controllers).strip() + " ").contains(" cpu ");
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code cpu.cfs_quota_us}, {@code cpu.cfs_period_us} and {@code cpu.shares}. */
    record Version1(Path folder) implements CpuController {
        @Override
        public void writePriority(Path group) throws IOException {
            Files.writeString(group.resolve("cpu.shares"), "262144");
        }

        @Override
        public void writeQuota(Path group, long quotaMicros, long periodMicros) throws IOException {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(periodMicros));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quotaMicros < 0 ? -1 : quotaMicros));
        }
    }

    /** {@code cpu.max} and {@code cpu.weight}. */
    record Version2(Path folder) implements CpuController {
        @Override
        public void writePriority(Path group) throws IOException {
            Files.writeString(group.resolve("cpu.weight"), "10000");
        }

        @Override
        public void prepare() throws IOException {
            Path enabled = folder.resolve("cgroup.subtree_control");
            if (!namesCpu(enabled)) {
                Files.writeString(enabled, "+cpu");
            }
        }

        @Override
        public void writeQuota(Path group, long quotaMicros, long periodMicros) throws IOException {
            String quota = quotaMicros < 0 ? "max" : Long.toString(quotaMicros);
            Files.writeString(group.resolve("cpu.max"), quota + " " + periodMicros);
        }
    }
}

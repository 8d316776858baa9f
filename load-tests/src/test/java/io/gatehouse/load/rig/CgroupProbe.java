package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a process may be held in a cgroup here: there may be no controller, or one that cannot be written (in most
 * containers, and for whoever is not root). Looks at the kernel by itself, so that a mistake in {@link CpuGroup} is not taken
 * for a limit of the machine.
 */
record CgroupProbe(Path mounts) {
    static CgroupProbe ofThisMachine() {
        return new CgroupProbe(Path.of("/sys/fs/cgroup"));
    }

    /** What is missing; empty where groups can be made and processes be put into them. */
    Optional<String> obstacle() {
        CpuController controller;
        try {
            controller = CpuController.under(mounts);
        } catch (LoadException none) {
            return Optional.of("CPU controller of cgroups under " + mounts);
        }
        try {
            controller.prepare();
            return tryGroup(controller.folder());
        } catch (IOException e) {
            return notWritable(e);
        }
    }

    private Optional<String> tryGroup(Path parent) throws IOException {
        Path group = Files.createDirectory(
                parent.resolve("gatehouse-probe-" + ProcessHandle.current().pid()));
        try {
            return Stream.of("cpu.max", "cpu.cfs_quota_us").map(group::resolve).anyMatch(Files::exists)
                    ? tryProcess(parent, group)
                    : Optional.of("quota in a new cgroup: " + group + " has neither cpu.max nor cpu.cfs_quota_us");
        } finally {
            Files.delete(group);
        }
    }

    /** Puts a process into the group, and back: a group is left without one. */
    private Optional<String> tryProcess(Path parent, Path group) throws IOException {
        Process process = new ProcessBuilder("cat").start();
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
            Files.writeString(parent.resolve("cgroup.procs"), Long.toString(process.pid()));
            return Optional.empty();
        } catch (IOException e) {
            return notWritable(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Optional<String> notWritable(IOException e) {
        return Optional.of("cgroups that may be written under " + mounts + " ("
                + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
    }

    /** What keeps a process from mounts of its own; empty where it may have them. */
    static Optional<String> obstacleToNewMounts() {
        try {
            int exit = new ProcessBuilder("unshare", "--mount", "true")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            return exit == 0 ? Optional.empty() : Optional.of("right to mount: unshare --mount ends with " + exit);
        } catch (IOException e) {
            return Optional.of("program unshare");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

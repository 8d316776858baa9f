package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A started service, which can be held to a share of a core. Closing it ends the service and removes its group. */
public final class RunningService implements AutoCloseable {
    private final ChildProcess process;
    private final @Nullable CpuGroup group;
    private final @Nullable LoadException noGroup;

    private RunningService(ChildProcess process, @Nullable CpuGroup group, @Nullable LoadException noGroup) {
        this.process = process;
        this.group = group;
        this.noGroup = noGroup;
    }

    /** Starts a service in a group of its own, where this machine lets us make one. */
    static RunningService start(ServiceUnderTest service, LaunchCommand launch, String groupName) {
        CpuGroup group;
        try {
            group = CpuGroup.create(CpuController.ofThisMachine(), groupName);
        } catch (LoadException e) {
            return new RunningService(ChildProcess.start(service.name(), launch), null, e);
        }
        try {
            LaunchCommand inGroup = new LaunchCommand(group.enter(launch.command()), launch.environment());
            return new RunningService(ChildProcess.start(service.name(), inGroup), group, null);
        } catch (LoadException e) {
            group.close();
            throw e;
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The first line in which it said that it is ready. */
    public String readyLine() {
        return process.readyLine();
    }

    /** How many lines it has printed: a place to look from. */
    public long mark() {
        return process.mark();
    }

    /**
     * The first line after a mark in which an expression is found.
     *
     * @throws LoadException when it prints none in time, or ends
     */
    public String await(Pattern pattern, long mark, Duration limit) {
        return process.await(pattern, mark, limit);
    }

    /** The CPU time that it has used up to now, in seconds. */
    public double cpuSeconds() {
        return ProcessHandle.of(pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(cpu -> cpu.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    /**
     * Holds it to so many cores from now on.
     *
     * @param cores 0.1 or more; 0 for no limit
     * @throws LoadException when that is not possible on this machine
     */
    public void hold(double cores) {
        if (group != null) {
            group.limit(cores);
        } else if (noGroup != null && cores != 0) {
            throw noGroup;
        }
    }

    /**
     * Sees that the service is still there.
     *
     * @throws LoadException when it has ended, which no measurement survives
     */
    public void check() {
        process.check();
    }

    /** Ends it without a word, as a machine does that fails. */
    public void kill() {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.close();
        if (group != null) {
            group.close();
        }
    }
}

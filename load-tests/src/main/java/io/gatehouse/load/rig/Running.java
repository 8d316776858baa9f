package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import org.jspecify.annotations.Nullable;

/** A service at work, which can be held to a share of a core. Closing it ends the service and removes its group. */
public final class Running implements AutoCloseable {
    private final ServiceProcess process;
    private final String group;
    private @Nullable CpuGroup quota;

    Running(ServiceProcess process, String group) {
        this.process = process;
        this.group = group;
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Holds it to so many cores from now on.
     *
     * @param cores 0.1 or more; 0 for no limit
     */
    public void hold(double cores) {
        if (quota == null) {
            if (cores == 0) {
                return;
            }
            quota = CpuGroup.create(CpuController.ofThisMachine(), group);
            quota.add(process.pid());
        }
        quota.limit(cores);
    }

    /**
     * Sees that the service is still there.
     *
     * @throws LoadException when it has ended, which no measurement survives
     */
    public void check() {
        if (!process.isAlive()) {
            throw new LoadException("The service ended while it was measured:\n  " + process.tail());
        }
    }

    @Override
    public void close() {
        process.close();
        if (quota != null) {
            quota.close();
            quota = null;
        }
    }
}

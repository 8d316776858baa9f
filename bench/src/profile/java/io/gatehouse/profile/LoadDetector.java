package io.gatehouse.profile;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Detects sustained load of a process. The load tool measures its pace for a second and prepares its requests, which takes
 * longer for more of them, before the load begins.
 */
record LoadDetector(ProcessHandle process) {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final double BUSY = 0.3; // of a core
    private static final int IN_A_ROW = 8;

    /**
     * Returns once the process has been busy for two seconds.
     *
     * @throws IOException when the load is over before
     */
    void await(Future<?> load) throws IOException, InterruptedException {
        int busy = 0;
        Duration before = cpu();
        while (busy < IN_A_ROW) {
            if (load.isDone()) {
                throw new IOException(
                        "The load ended before the service was busy: let nothing else run on the machine");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            Duration now = cpu();
            busy = now.minus(before).toNanos() > BUSY * LOOK.toNanos() ? busy + 1 : 0;
            before = now;
        }
    }

    private Duration cpu() throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("The CPU time of process " + process.pid() + " cannot be told"));
    }
}

package io.gatehouse.load.clients;

import java.time.Duration;
import java.util.Collection;

/** The CPU time that processes have spent since they began, in seconds. */
final class Cpu {
    private Cpu() {}

    /** The sum; NaN when there is none, or one has ended or does not tell. */
    static double secondsOf(Collection<Long> pids) {
        double sum = pids.isEmpty() ? Double.NaN : 0;
        for (long pid : pids) {
            sum += ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Cpu::seconds)
                    .orElse(Double.NaN);
        }
        return sum;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

package io.gatehouse.load.plan.storm;

import java.util.Arrays;
import java.util.List;

/**
 * What became of a storm.
 *
 * @param lostForGood clients that gave up by their library's rules
 * @param backInTick how many clients came back in each tick
 * @param serviceCpuSeconds what all instances spent
 * @param brokerCpuSeconds what all servers spent
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record StormOutcome(
        int clients,
        long lostForGood,
        int[] backInTick,
        Counts counts,
        double serviceCpuSeconds,
        double brokerCpuSeconds,
        List<StormSecond> seconds) {
    public StormOutcome {
        seconds = List.copyOf(seconds);
    }

    /**
     * What was counted.
     *
     * @param attempts connections dialled
     * @param timedOut attempts without a login in time
     * @param refused attempts that a server ended for want of an answer
     * @param requests that instances were sent
     * @param answers that instances gave
     * @param shed requests that instances dropped
     * @param late answers whose clients had hung up
     * @param hashes password hashes computed
     * @param lookups questions to the backend
     * @param queuePeak the most requests that waited in one instance
     * @param hashQueuePeak the most password checks that waited in one instance
     */
    public record Counts(
            long attempts,
            long timedOut,
            long refused,
            long requests,
            long answers,
            long shed,
            long late,
            long hashes,
            long lookups,
            int queuePeak,
            int hashQueuePeak) {}

    /** How many clients are in again. */
    public long back() {
        return Arrays.stream(backInTick).asLongStream().sum();
    }

    public boolean isAllBack() {
        return back() == clients;
    }

    /** Seconds until a share of the clients was in again; NaN when it never was. */
    public double secondsUntil(double share) {
        long wanted = (long) Math.ceil(share * clients);
        long found = 0;
        for (int tick = 0; tick < backInTick.length; tick++) {
            found += backInTick[tick];
            if (found >= wanted) {
                return tick / (double) Ticks.A_SECOND;
            }
        }
        return Double.NaN;
    }

    /** CPU time of the instances, of that of the servers. */
    public double cpuShare() {
        return serviceCpuSeconds / brokerCpuSeconds;
    }
}

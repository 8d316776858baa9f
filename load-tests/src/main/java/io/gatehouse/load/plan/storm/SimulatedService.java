package io.gatehouse.load.plan.storm;

import io.gatehouse.pipeline.PipelineSettings;
import java.time.Duration;

/**
 * The instances of Gatehouse, with its own default settings.
 *
 * @param instances of each cluster
 * @param cores of each instance
 * @param hashingThreads of each instance
 * @param costs what its answers take
 * @param warmShare the share of the clients whom each instance knows at the beginning, from 0 to 1
 * @param lost how many instances are lost
 * @param lostAfter when they are, from the beginning
 */
public record SimulatedService(
        int instances, double cores, int hashingThreads, Costs costs, double warmShare, int lost, Duration lostAfter) {
    /** How long an answer may take. */
    public static final Duration BUDGET = PipelineSettings.DEFAULT_BUDGET;

    public SimulatedService {
        Checks.require(instances >= 1, "there must be an instance");
        Checks.require(cores > 0, "an instance needs a processor");
        Checks.require(hashingThreads >= 1, "there must be a hashing thread");
        Checks.require(warmShare >= 0 && warmShare <= 1, "the share of those who are known must be from 0 to 1");
        Checks.require(lost >= 0, "the number of lost instances is negative");
    }

    /** The same with so many instances in each cluster. */
    public SimulatedService withInstances(int other) {
        return new SimulatedService(other, cores, hashingThreads, costs, warmShare, lost, lostAfter);
    }
}

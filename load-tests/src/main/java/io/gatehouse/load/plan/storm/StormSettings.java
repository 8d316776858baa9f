package io.gatehouse.load.plan.storm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A restart of all nats-servers.
 *
 * @param backend what is asked about those who are not known; null where nothing is
 * @param sharedCores cores that clients, servers and instances share; 0 where each has a machine of its own
 * @param limit after which it is not watched any more
 * @param seed of all that is random
 */
public record StormSettings(
        Fleet fleet,
        SimulatedBrokers brokers,
        SimulatedService service,
        @Nullable SimulatedBackend backend,
        double sharedCores,
        Duration limit,
        long seed) {
    /** The same with so many instances in each cluster. */
    public StormSettings withInstances(int instances) {
        return new StormSettings(fleet, brokers, service.withInstances(instances), backend, sharedCores, limit, seed);
    }

    /** The same, watched for another time. */
    public StormSettings withLimit(Duration other) {
        return new StormSettings(fleet, brokers, service, backend, sharedCores, other, seed);
    }
}

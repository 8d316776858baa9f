package io.gatehouse.service;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.transport.ServiceIdentity;
import java.util.Map;

/**
 * What the service says of itself to service discovery.
 *
 * @param counters what it has counted
 */
record SelfDescription(ServiceCounters counters) {
    static final String NAME = "gatehouse";

    ServiceIdentity of(String instance) {
        return new ServiceIdentity(
                NAME, ProductVersion.number(), "Auth callout server for NATS", instance, this::statistics);
    }

    private ServiceIdentity.Statistics statistics() {
        long answers = counters.grants() + counters.denials();
        return new ServiceIdentity.Statistics(
                counters.requests(),
                counters.drops(Drop.INTERNAL_ERROR),
                answers,
                counters.answerNanos(),
                Map.of(
                        "requests", counters.requests(),
                        "granted", counters.grants(),
                        "denied", counters.denials(),
                        "dropped", counters.drops()));
    }
}

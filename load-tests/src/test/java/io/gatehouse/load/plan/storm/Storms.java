package io.gatehouse.load.plan.storm;

import io.gatehouse.load.clients.policy.ClientLibrary;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of storms for tests: all is free and at once, but for what a test says. */
final class Storms {
    static final Costs FREE = new Costs(0.000_001, 0.000_001, 0);

    private Fleet fleet = new Fleet(100, ClientLibrary.NATS_GO.policy().withJitter(Duration.ZERO), 0);
    private SimulatedBrokers brokers = brokers(0, 1_000_000, Duration.ofSeconds(3));
    private SimulatedService service = service(FREE, 0);
    private @Nullable SimulatedBackend backend;
    private long seed = 1;

    /** One server with one core. */
    static SimulatedBrokers brokers(double loginMillis, int acceptQueue, Duration authTimeout) {
        return new SimulatedBrokers(1, 1, 1, acceptQueue, authTimeout, Duration.ofSeconds(1), loginMillis);
    }

    /** One instance with one core and one hashing thread. */
    static SimulatedService service(Costs costs, double warmShare) {
        return new SimulatedService(1, 1, 1, costs, warmShare, 0, Duration.ZERO);
    }

    Storms clients(int count) {
        fleet = new Fleet(count, fleet.policy(), fleet.attemptMillis());
        return this;
    }

    Storms jitter(Duration jitter) {
        fleet = new Fleet(fleet.clients(), fleet.policy().withJitter(jitter), fleet.attemptMillis());
        return this;
    }

    Storms library(ClientLibrary library) {
        fleet = new Fleet(fleet.clients(), library.policy().withJitter(Duration.ZERO), fleet.attemptMillis());
        return this;
    }

    Storms brokers(SimulatedBrokers other) {
        brokers = other;
        return this;
    }

    Storms service(SimulatedService other) {
        service = other;
        return this;
    }

    Storms backend(SimulatedBackend other) {
        backend = other;
        return this;
    }

    Storms seed(long other) {
        seed = other;
        return this;
    }

    StormSettings settings(Duration limit) {
        return new StormSettings(fleet, brokers, service, backend, 0, limit, seed);
    }

    StormOutcome run() {
        return run(Duration.ofMinutes(2));
    }

    StormOutcome run(Duration limit) {
        return Storm.of(settings(limit));
    }
}

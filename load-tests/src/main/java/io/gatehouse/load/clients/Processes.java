package io.gatehouse.load.clients;

import io.gatehouse.load.process.ProcessSampler;

/** The processes whose CPU time and memory are measured: the service's, and the broker's as it runs before the storm. */
public record Processes(ProcessSampler service, ProcessSampler broker) implements AutoCloseable {
    /** Reads now, so that a usage that begins or ends now is exact. */
    void sample() {
        service.sample();
        broker.sample();
    }

    @Override
    public void close() {
        service.close();
        broker.close();
    }
}

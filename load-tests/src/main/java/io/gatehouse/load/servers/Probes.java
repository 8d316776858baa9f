package io.gatehouse.load.servers;

import io.gatehouse.load.process.ProcessSampler;

/** What is sampled in addition to the answers: the service's processes, nats-server's, and the service's own metrics. */
record Probes(ProcessSampler service, ProcessSampler server, MetricsSampler metrics) implements AutoCloseable {
    /** Reads the processes now, so that a segment that begins or ends now is counted exactly. */
    void sample() {
        service.sample();
        server.sample();
    }

    @Override
    public void close() {
        service.close();
        server.close();
        metrics.close();
    }
}

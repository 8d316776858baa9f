package io.gatehouse.directory.bucket;

import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;

/** A connection of whoever keeps a bucket, which waits for a busy machine longer than the two seconds that are usual. */
final class Patient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Patient() {}

    /** Connects; the timeout is also the limit of each request about a bucket. */
    static Connection to(NatsServer server) throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(server.url())
                .connectionTimeout(PATIENCE)
                .build());
    }
}

package io.gatehouse.directory.bucket;

import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.time.Duration;

/** A bucket of users, and the connection of whoever keeps it, which waits for a busy machine longer than the two seconds that are usual. */
final class TestBucket {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestBucket() {}

    /** Connects; the timeout is also the limit of each request about a bucket. */
    static Connection connect(NatsServer server) throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(server.url())
                .connectionTimeout(PATIENCE)
                .build());
    }

    /** An empty bucket of users, kept in memory. */
    static KeyValue create(Connection connection) throws Exception {
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("USERS")
                        .storageType(StorageType.Memory)
                        .build());
        return connection.keyValue("USERS");
    }
}

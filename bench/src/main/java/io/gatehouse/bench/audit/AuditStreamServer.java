package io.gatehouse.bench.audit;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;

/** A nats-server with a stream for audit records, on its disk. */
@SuppressWarnings("try") // closing may be interrupted
final class AuditStreamServer implements AutoCloseable {
    static final String SUBJECT = "gatehouse.audit";

    private static final String USER = "audit";
    private static final String PASSWORD = "stream";

    /** For a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The oldest records make room, so that no run fills the disk. */
    private static final long MOST_BYTES = 256L << 20;

    private final NatsServer server = NatsServer.start("""
            jetstream { store_dir: "${dir}/js" }
            accounts {
              LOG: { jetstream: enabled, users: [ { user: %s, password: %s } ] }
            }
            """.formatted(USER, PASSWORD));

    /**
     * With the stream in it.
     *
     * @param batches whether it takes them
     */
    static AuditStreamServer start(boolean batches) throws IOException, InterruptedException, JetStreamApiException {
        AuditStreamServer started = new AuditStreamServer();
        started.addStream(batches);
        return started;
    }

    private void addStream(boolean batches) throws IOException, InterruptedException, JetStreamApiException {
        Options options = Options.builder()
                .server(server.url())
                .userInfo(USER, PASSWORD)
                .connectionTimeout(PATIENCE)
                .build();
        try (Connection connection = Nats.connect(options)) {
            StreamInfo unused = connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("AUDIT")
                            .subjects(SUBJECT)
                            .storageType(StorageType.File)
                            .maxBytes(MOST_BYTES)
                            .allowAtomicPublish(batches)
                            .build());
        }
    }

    /** How it is connected to. */
    NatsSettings settings() {
        return NatsSettings.of(ServerUrl.of(server.url()), new Login.UserPassword(USER, Secret.of(PASSWORD)));
    }

    @Override
    public void close() {
        server.close();
    }
}

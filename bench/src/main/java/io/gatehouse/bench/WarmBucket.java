package io.gatehouse.bench;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.util.List;

/** A bucket of users in a nats-server. */
@SuppressWarnings("try") // closing may be interrupted
final class WarmBucket implements AutoCloseable {
    static final String NAME = "USERS";

    private static final String USER = "kv";
    private static final String PASSWORD = "bucket";

    private final NatsServer server = NatsServer.start("""
            jetstream { store_dir: "${dir}/js" }
            accounts {
              STAFF: { jetstream: enabled, users: [ { user: %s, password: %s } ] }
            }
            """.formatted(USER, PASSWORD));

    /** With these users in it. */
    static WarmBucket of(List<WarmUser> users) throws IOException, InterruptedException, JetStreamApiException {
        WarmBucket bucket = new WarmBucket();
        bucket.fill(users);
        return bucket;
    }

    private void fill(List<WarmUser> users) throws IOException, InterruptedException, JetStreamApiException {
        Options options =
                Options.builder().server(server.url()).userInfo(USER, PASSWORD).build();
        try (Connection connection = Nats.connect(options)) {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name(NAME)
                            .storageType(StorageType.Memory)
                            .build());
            KeyValue bucket = connection.keyValue(NAME);
            for (WarmUser user : users) {
                bucket.put(KvKey.of(user.name()), user.record());
            }
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

package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.Sharing;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket of a real nats-server, instances that share it, and somebody without the secret who reads and writes it by hand. */
@SuppressWarnings("try") // closing may be interrupted
final class SharedBucket implements AutoCloseable {
    static final String NAME = "SHARED";
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** How long a read may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<SharedInstance> instances = new ArrayList<>();
    private final NatsServer server;
    private final Connection outsider;

    private SharedBucket(NatsServer server) throws Exception {
        this.server = server;
        this.outsider = Nats.connect(Options.builder()
                .server(server.url())
                .connectionTimeout(PATIENCE)
                .build());
        create(NAME);
    }

    static SharedBucket open() throws Exception {
        return new SharedBucket(NatsServer.start("jetstream { store_dir: \"${dir}/js\" }"));
    }

    NatsServer server() {
        return server;
    }

    /** Makes a bucket. */
    void create(String name) throws Exception {
        assertThat(admin().addStream(StreamConfiguration.builder()
                        .name("KV_" + name)
                        .subjects("$KV." + name + ".>")
                        .maxMessagesPerSubject(1)
                        .maximumMessageSize(128 * 1024)
                        .allowMessageTtl()
                        .allowRollup(true)
                        .storageType(StorageType.Memory)
                        .build()))
                .isNotNull();
    }

    /** Whether it takes nothing that is new, though what it has can be read. */
    void full(boolean full) throws Exception {
        StreamInfo now = admin().getStreamInfo("KV_" + NAME);
        assertThat(admin().updateStream(StreamConfiguration.builder(now.getConfiguration())
                        .discardPolicy(full ? DiscardPolicy.New : DiscardPolicy.Old)
                        .maxMessages(full ? now.getStreamState().getMsgCount() : -1)
                        .build()))
                .isNotNull();
    }

    void delete(String name) throws Exception {
        assertThat(admin().deleteStream("KV_" + name)).isTrue();
    }

    private JetStreamManagement admin() throws IOException {
        return outsider.jetStreamManagement();
    }

    /** One more instance, which can use the bucket. */
    SharedInstance instance(Sharing sharing) {
        return instance(NAME, SECRET, sharing);
    }

    SharedInstance instance(String bucket, String secret, Sharing sharing) {
        NatsSettings nats = NatsSettings.of(ServerUrl.of(server.url()), new Login.None());
        SharedInstance instance =
                new SharedInstance(new SharedCacheSettings(bucket, Secret.of(secret), TIMEOUT, nats), sharing);
        instances.add(instance);
        await().atMost(PATIENCE).until(instance::isConnected);
        return instance;
    }

    /** What a reader sees: all that lies in the bucket but what instances try it with, by its key. */
    Map<String, MessageInfo> all() throws Exception {
        Map<String, MessageInfo> all = new LinkedHashMap<>();
        long last = admin().getStreamInfo("KV_" + NAME).getStreamState().getLastSequence();
        for (long i = 1; i <= last; i++) {
            MessageInfo one = message(i);
            String key = one == null ? "" : String.valueOf(one.getSubject()).substring(("$KV." + NAME + ".").length());
            if (one != null && instances.stream().noneMatch(instance -> instance.triesWith(key))) {
                all.put(key, one);
            }
        }
        return all;
    }

    private @Nullable MessageInfo message(long sequence) throws Exception {
        try {
            return admin().getMessage("KV_" + NAME, sequence);
        } catch (JetStreamApiException e) {
            return null;
        }
    }

    /** The same once so many records lie there. */
    Map<String, MessageInfo> all(int number) throws Exception {
        await().atMost(PATIENCE).until(() -> all().size() == number);
        return all();
    }

    /** What a writer can do. */
    void write(String key, byte[] value) throws Exception {
        assertThat(outsider.jetStream()
                        .publish("$KV." + NAME + "." + key, value)
                        .getSeqno())
                .isPositive();
    }

    void remove(String key) throws Exception {
        Headers headers = new Headers().put("KV-Operation", "PURGE").put("Nats-Rollup", "sub");
        assertThat(outsider.jetStream()
                        .publish("$KV." + NAME + "." + key, headers, new byte[0])
                        .getSeqno())
                .isPositive();
    }

    @Override
    public void close() throws Exception {
        instances.forEach(SharedInstance::close);
        outsider.close();
        server.close();
    }
}

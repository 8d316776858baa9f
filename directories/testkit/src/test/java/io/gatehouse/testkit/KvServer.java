package io.gatehouse.testkit;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.directory.kv.KvDirectory;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A real nats-server with a bucket of users behind a proxy, and directories that read it through that. */
@SuppressWarnings("try") // closing may be interrupted
final class KvServer implements AutoCloseable {
    static final String BUCKET = "USERS";
    static final String PASSWORD = "the bucket's password";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String CONF = """
            %s
            accounts {
              STAFF: { %s users: [ { user: kv, password: "%s" } ] }
              OTHER: { users: [ { user: other, password: "%s" } ] }
            }
            """;

    private final NatsServer server;
    private final FaultProxy proxy;
    private final Connection admin;

    private KvServer(NatsServer server) throws IOException, InterruptedException {
        this.server = server;
        this.proxy = FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        this.admin = Nats.connect(Options.builder()
                .server(server.url())
                .userInfo("kv", PASSWORD)
                .connectionTimeout(PATIENCE)
                .build());
    }

    /** With JetStream, also for the account that the users are in. */
    static KvServer start() throws IOException, InterruptedException {
        return new KvServer(NatsServer.start(
                CONF.formatted("jetstream { store_dir: \"${dir}/js\" }", "jetstream: enabled,", PASSWORD, PASSWORD)));
    }

    static KvServer withoutJetStream() throws IOException, InterruptedException {
        return new KvServer(NatsServer.start(CONF.formatted("", "", PASSWORD, PASSWORD)));
    }

    KvServer bucket() throws Exception {
        return bucket(BUCKET);
    }

    KvServer bucket(String name) throws Exception {
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name(name)
                        .storageType(StorageType.Memory)
                        .build());
        return this;
    }

    void deleteBucket() throws Exception {
        admin.keyValueManagement().delete(BUCKET);
    }

    Connection admin() {
        return admin;
    }

    KeyValue users() throws IOException {
        return admin.keyValue(BUCKET);
    }

    long put(String name, String record) throws Exception {
        return users().put(KvKey.of(name), record);
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** The settings of a directory that may read the bucket. */
    BucketSettings settings() {
        return settings("kv", PASSWORD);
    }

    /** The settings of a directory that may read another bucket. */
    BucketSettings settings(String bucket) {
        BucketSettings users = settings();
        return new BucketSettings(users.name(), bucket, users.nats(), users.form());
    }

    /** The settings of a directory that reads the bucket through the proxy. */
    BucketSettings settings(String user, String password) {
        ServerUrl url = ServerUrl.of("nats://127.0.0.1:" + proxy.address().getPort());
        NatsSettings nats = NatsSettings.of(url, new Login.UserPassword(user, Secret.of(password)));
        NatsSettings quick = new NatsSettings(
                nats.servers(),
                nats.name(),
                nats.login(),
                nats.queueGroup(),
                nats.tls(),
                nats.connectTimeout(),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                nats.pings(),
                false,
                nats.sendBuffer());
        return new BucketSettings("staff", BUCKET, quick, NameForm.EXACT);
    }

    KvDirectory open(PasswordChecks checks, ReloadRecorder recorder) {
        return open("kv", PASSWORD, checks, recorder);
    }

    KvDirectory open(String user, String password, PasswordChecks checks, ReloadRecorder recorder) {
        BucketSettings settings = settings(user, password);
        return KvDirectory.open(settings, context(settings, checks, recorder));
    }

    /** What the service lends to a directory. */
    static DirectoryContext context(BucketSettings settings, PasswordChecks checks, ReloadRecorder recorder) {
        return new DirectoryContext(
                settings.form(),
                checks,
                (source, users) -> List.of(),
                () -> ReloadRecorder.NONE,
                () -> recorder,
                settings.nats());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        admin.close();
        proxy.close();
        server.close();
    }
}

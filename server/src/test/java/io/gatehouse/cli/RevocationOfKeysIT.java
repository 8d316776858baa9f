package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions at a server where no instance is are closed as soon as a certificate is on a new revocation list, or an nkey or a token is
 * removed: three servers, two instances, nkeys and tokens in files and in buckets, each looked at as by default.
 */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class RevocationOfKeysIT {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The client library itself notices no refusal before. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final int FAR = 2;
    private static final int SEVERAL = 10;
    private static final String KV = "kv-secret";
    private static final SigningKey NONCES = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey OF_FILE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey OF_BUCKET = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey ANOTHER = SigningKey.generate(NkeyKind.USER);

    @TempDir
    private static Path dir;

    private static CertificatePki pki;
    private static NatsServer buckets;
    private static Connection admin;
    private static KeyValue machines;
    private static RevocationStage cluster;

    @BeforeAll
    static void open() throws Exception {
        pki = CertificatePki.create(dir);
        Path list = pki.revoke(tomorrow());
        writeMachines("{\"sensor\": " + machine(OF_FILE) + "}");
        tokens("issue", "--file", "tokens.json", "--name", "first", "--account", "APP1");
        buckets = NatsServer.start("""
                jetstream { store_dir: "${dir}/js" }
                authorization { user: kv, password: kv-secret }
                """);
        admin = Nats.connect(Options.builder()
                .server(buckets.url())
                .userInfo("kv", KV)
                .connectionTimeout(PATIENCE)
                .build());
        machines = BucketStages.bucket(admin, "MACHINES");
        KeyValue unused = BucketStages.bucket(admin, "TOKENS");
        Map<String, String> settings = new HashMap<>(Map.of(
                "directories.devices.type", "certificate",
                "directories.devices.identity", "cn",
                "directories.devices.issuers", pki.file("clients-ca.pem").toString(),
                "directories.devices.crl.files", list.toString(),
                "rules.devices.if.directory", "devices",
                "rules.devices.give.account", "APP1",
                "callout.directory_order", "devices,machines,api,kvmachines,kvapi,users",
                "failures.per_user_and_source", "0",
                "failures.per_user", "0",
                "failures.per_source", "0"));
        settings.putAll(Map.of(
                "directories.machines.type",
                "nkey",
                "directories.machines.path",
                dir.resolve("machines.json").toString(),
                "directories.api.type",
                "token",
                "directories.api.path",
                dir.resolve("tokens.json").toString()));
        settings.putAll(bucket("kvmachines", "nkey", "MACHINES"));
        settings.putAll(bucket("kvapi", "token", "TOKENS"));
        cluster = RevocationStage.open(
                Stage.config()
                        .on(ServerUnderTest.of(CertificatePki.KNOWS_OPTIONAL))
                        .users("{}")
                        .serverConf(RevocationOfKeysIT::withKeys),
                settings);
    }

    @AfterAll
    static void close() throws Exception {
        cluster.close();
        admin.close();
        buckets.close();
    }

    /** A user with an nkey, for whose sake the server sends a nonce, and TLS with certificates for clients that have one. */
    private static String withKeys(String conf) {
        return conf.replace(
                                "    users: [ { user: gatehouse,",
                                "    users: [ { nkey: " + NONCES.publicKey() + " }, { user: gatehouse,")
                        .replace(
                                "auth_users: [ gatehouse, sys ]",
                                "auth_users: [ gatehouse, sys, " + NONCES.publicKey() + " ]")
                + pki.conf(CertificatePki.OPTIONAL) + "allow_non_tls: true\n";
    }

    private static Map<String, String> bucket(String directory, String type, String bucket) {
        String keys = "directories." + directory + ".";
        return Map.of(
                keys + "type",
                type,
                keys + "bucket",
                bucket,
                keys + "nats.url",
                buckets.url(),
                keys + "nats.user",
                "kv",
                keys + "nats.password",
                KV);
    }

    private static Instant tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS);
    }

    private static String machine(SigningKey key) {
        return "{\"nkey\": \"" + key.publicKey() + "\", \"account\": \"APP1\"}";
    }

    private static void writeMachines(String json) throws IOException {
        Path next = Files.writeString(dir.resolve("machines.next"), json);
        Path unused = Files.move(
                next,
                dir.resolve("machines.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the command prints on the standard output. */
    private static String tokens(String... arguments) {
        Cli cli = new Cli(dir).environment(Map.of("GATEHOUSE_NATS_PASSWORD", KV));
        String[] all = Stream.concat(Stream.of("tokens"), Stream.of(arguments)).toArray(String[]::new);
        assertThat(cli.run(all)).as(cli.err()).isZero();
        return cli.out().strip();
    }

    private static String[] ofBucket(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments), Stream.of("--kv", "TOKENS", "--server", buckets.url(), "--user", "kv"))
                .toArray(String[]::new);
    }

    private static Options.Builder clear() {
        return cluster.stage().at(cluster.server(FAR).url());
    }

    private static Options.Builder as(SigningKey key) {
        return clear().authHandler(Nats.staticCredentials(null, key.seed().toCharArray()));
    }

    private static Options.Builder as(String token) {
        return clear().token(token.toCharArray());
    }

    private static Options.Builder as(IssuedCertificate certificate) throws Exception {
        return clear().sslContext(certificate.context(pki.root().certificate()));
    }

    /** A session of somebody whom either instance knows by now. */
    private static RevokedClient letIn(Callable<Options.Builder> client) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> new RevokedClient(client.call().connectionTimeout(LIMIT)), Objects::nonNull);
    }

    private static boolean isLetIn(Options.Builder client) throws Exception {
        try (Connection connection = Nats.connect(
                client.connectionTimeout(LIMIT).ignoreDiscoveredServers().build())) {
            return connection.getStatus() == Connection.Status.CONNECTED;
        } catch (IOException e) {
            return false;
        }
    }

    /** Each instance reads the list by itself, and several logins come to both. */
    private static void awaitKeptOut(IssuedCertificate revoked) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < SEVERAL; i++) {
                Refusal.of(as(revoked));
            }
        });
    }

    @Test
    void aCertificateOnANewListClosesItsSession() throws Exception {
        IssuedCertificate orders = pki.client("orders");
        try (RevokedClient revoked = new RevokedClient(as(orders));
                RevokedClient other = new RevokedClient(as(pki.client("billing")))) {
            revoked.isClosedWithin(ONE_SECOND, () -> {
                Path unused = pki.revoke(tomorrow(), orders);
            });
            assertThat(other.isOpen()).isTrue();
        }
        awaitKeptOut(orders);
    }

    /** The session itself bears the mark of its certificate: no instance has to remember it. */
    @Test
    void aCertificateOnANewListClosesASessionThatInstancesBeforeLetIn() throws Exception {
        IssuedCertificate pump = pki.client("pump");
        try (RevokedClient revoked = new RevokedClient(as(pump));
                RevokedClient other = new RevokedClient(as(pki.client("valve")))) {
            cluster.restart();
            revoked.isClosedWithin(ONE_SECOND, () -> {
                Path unused = pki.revoke(tomorrow(), pump);
            });
            assertThat(other.isOpen()).isTrue();
        }
        awaitKeptOut(pump);
    }

    @Test
    void aCertificateThatIsRevokedWhileNoInstanceIsThereClosesItsSessionAtTheNextStart() throws Exception {
        IssuedCertificate motor = pki.client("motor");
        try (RevokedClient revoked = new RevokedClient(as(motor));
                RevokedClient other = new RevokedClient(as(pki.client("gear")))) {
            revoked.isClosedWithinFromTheStart(
                    PATIENCE,
                    () -> cluster.restart(() -> {
                        Path unused = pki.revoke(tomorrow(), motor);
                    }));
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void anNkeyThatIsRemovedFromItsFileClosesItsSession() throws Exception {
        try (RevokedClient sensor = new RevokedClient(as(OF_FILE))) {
            sensor.isClosedWithin(ONE_SECOND, () -> writeMachines("{}"));
        } finally {
            writeMachines("{\"sensor\": " + machine(OF_FILE) + "}");
            await().atMost(PATIENCE).until(() -> isLetIn(as(OF_FILE)));
        }
    }

    /** The session has the name of the key that it began with. */
    @Test
    void anNkeyThatIsReplacedInItsBucketClosesItsSession() throws Exception {
        machines.put("meter", machine(OF_BUCKET));
        try (RevokedClient meter = letIn(() -> as(OF_BUCKET))) {
            meter.isClosedWithin(ONE_SECOND, () -> machines.put("meter", machine(ANOTHER)));
        }
        await().atMost(PATIENCE).until(() -> isLetIn(as(ANOTHER)));
    }

    @Test
    void aTokenThatIsRevokedInItsFileClosesItsSession() throws Exception {
        String token = tokens("issue", "--file", "tokens.json", "--name", "robot", "--account", "APP1");
        try (RevokedClient robot = letIn(() -> as(token))) {
            robot.isClosedWithin(ONE_SECOND, () -> tokens("revoke", "--file", "tokens.json", "robot"));
        }
    }

    @Test
    void aTokenThatIsRevokedInItsBucketClosesItsSession() throws Exception {
        String token = tokens(ofBucket("issue", "--name", "ci-bot", "--account", "APP1"));
        try (RevokedClient robot = letIn(() -> as(token))) {
            robot.isClosedWithin(ONE_SECOND, () -> tokens(ofBucket("revoke", "ci-bot")));
        }
    }
}

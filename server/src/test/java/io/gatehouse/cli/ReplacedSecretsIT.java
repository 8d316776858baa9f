package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.audit.AuditCounts;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.tracing.OtlpReceiver;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets in mounted files that are replaced while a user logs in again and again, each also by something that is none. */
@Timeout(180)
@Tag("full")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class ReplacedSecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int A_SECOND = 30;
    private static final int SOME = 20;
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"},"
            + " \"bob\": {\"pass\": \"b1\", \"account\": \"APP1\"}}";
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";
    private static final String REVOKE_BOB = "{\"user\":\"bob\"}";

    private static Stage.Builder config() {
        return Stage.config().users(USERS).set("http.listen", "127.0.0.1:0").set("config.reload", "50ms");
    }

    private static Path folder(Stage stage) {
        return stage.deployment().dir().resolve("mounted");
    }

    /** Waits until it is told that what was read cannot be used, or can again. */
    private static void awaitUsable(Pages pages, boolean usable) {
        await().atMost(PATIENCE)
                .until(() -> pages.get("/readyz").body().contains("the configuration cannot be used") != usable
                        && pages.metric("gatehouse_config_last_reload_successful") == (usable ? 1 : 0));
    }

    private static void assertNoneIsLost(PacedLogins logins) {
        logins.awaitMore(SOME);
        logins.close();
        assertThat(logins.lost()).isEmpty();
        assertThat(logins.unaccounted()).isZero();
    }

    private static int status(Pages admin, String token) throws Exception {
        return admin.get("/-/status", token).statusCode();
    }

    @Test
    void theTokenOfAdminRequestsAndTheHeadersOfTraces() throws Exception {
        try (OtlpReceiver collector = new OtlpReceiver();
                Stage stage = config().set("http.admin_token_file", "mounted/token")
                        .set("http.admin_listen", "127.0.0.1:0")
                        .set("tracing.headers_file", "mounted/headers")
                        .set("tracing.endpoint", collector.url())
                        .set("tracing.ratio", "1")
                        .openWithoutService()) {
            MountedFiles mounted =
                    MountedFiles.in(folder(stage), Map.of("token", OLD, "headers", "authorization=Bearer first"));
            Service service = stage.startService();
            Pages pages = Pages.of(service);
            Pages admin = Pages.ofAdmin(service);
            try (PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND)) {
                assertThat(status(admin, OLD)).isEqualTo(200);
                assertThat(status(admin, NEW)).isEqualTo(401);
                await().atMost(PATIENCE).until(() -> collector.authorizations().contains("Bearer first"));

                mounted.replace(Map.of("token", "short", "headers", "authorization=Bearer second"));
                awaitUsable(pages, false);
                assertThat(status(admin, OLD)).isEqualTo(200);
                mounted.replace(Map.of("token", NEW, "headers", "no header"));
                awaitUsable(pages, false);
                assertThat(status(admin, NEW)).isEqualTo(401);
                assertThat(collector.authorizations()).containsOnly("Bearer first");

                mounted.replace(Map.of("token", NEW, "headers", "authorization=Bearer third"));
                await().atMost(PATIENCE).until(() -> status(admin, NEW) == 200);
                assertThat(status(admin, OLD)).isEqualTo(401);
                await().atMost(PATIENCE).until(() -> collector.authorizations().contains("Bearer third"));
                assertThat(collector.authorizations()).containsOnly("Bearer first", "Bearer third");
                awaitUsable(pages, true);
                assertNoneIsLost(logins);
            }
        }
    }

    /** In the order of the guide, one instance after the other: at each moment both hear each other, and at the end nobody by the old one. */
    @Test
    void theSecretOfRevocations() throws Exception {
        try (Stage stage = config().openWithoutService()) {
            MountedFiles first = MountedFiles.in(folder(stage).resolve("1"), Map.of("secret", OLD + "\n"));
            MountedFiles second = MountedFiles.in(folder(stage).resolve("2"), Map.of("secret", OLD + "\n"));
            try (Service one = instance(stage, first);
                    Service two = instance(stage, second);
                    Connection sys = asTheUserOfRevocations(stage);
                    PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND)) {
                await().atMost(PATIENCE).until(() -> isConnected(one) && isConnected(two));
                Deque<io.nats.client.Message> told = new ConcurrentLinkedDeque<>();
                sys.createDispatcher(told::add).subscribe("gatehouse.revocations.*");
                sys.flush(PATIENCE);
                assertHearEachOther(one, two);

                replace(first, NEW + "\n" + OLD + "\n");
                assertHearEachOther(one, two);
                replace(second, NEW + "\n" + OLD);
                assertHearEachOther(one, two);

                first.replace(Map.of("secret", NEW + "\nshort\n"));
                awaitUsable(Pages.of(one), false);
                assertHearEachOther(one, two);

                replace(first, NEW + "\n");
                awaitUsable(Pages.of(one), true);
                assertHearEachOther(one, two);
                replace(second, NEW);
                assertHearEachOther(one, two);
                assertNoneIsLost(logins);

                io.nats.client.Message underTheOld = told.getFirst();
                sys.publish(underTheOld.getSubject(), underTheOld.getData());
                sys.publish(told.getLast().getSubject(), "no message".getBytes(StandardCharsets.UTF_8));
                await().atMost(PATIENCE)
                        .until(() -> messages(one, Message.FORGED) == 1 && messages(two, Message.FORGED) == 1);
                assertThat(messages(one, Message.REPLAYED) + messages(two, Message.REPLAYED))
                        .as("what was heard under the old one")
                        .isZero();
            }
        }
    }

    private static Connection asTheUserOfRevocations(Stage stage) throws Exception {
        String password = Files.readString(stage.deployment().sysPassword()).strip();
        return Nats.connect(Options.builder()
                .server(stage.server().url())
                .userInfo("sys", password)
                .noEcho()
                .build());
    }

    private static Service instance(Stage stage, MountedFiles mounted) throws IOException {
        SettingsLoader loader = new SettingsLoader(Map.of(), stage.deployment().dir())
                .option("nats.url", "--server", stage.server().url())
                .option("http.listen", "--http", "127.0.0.1:0")
                .option("config.reload", "--set", "50ms")
                .option("http.admin_listen", "--set", "127.0.0.1:0")
                .option("http.admin_token", "--set", OLD)
                .option("revocation.nats.user", "--set", "sys")
                .option(
                        "revocation.nats.password_file",
                        "--set",
                        stage.deployment().sysPassword().toString())
                .option(
                        "revocation.secret_file",
                        "--set",
                        mounted.file("secret").toString());
        return Service.start(loader.load(stage.deployment().settings()));
    }

    /** Returns when it is in force: a file may be read again that has not changed. */
    private static void replace(MountedFiles mounted, String secrets) throws IOException, InterruptedException {
        try (LogCapture log = LogCapture.of(Level.INFO)) {
            mounted.replace(Map.of("secret", secrets));
            int unused = log.await(0, "the configuration is in force");
        }
    }

    private static boolean isConnected(Service service) {
        return service.counters().revocations().isConnected();
    }

    private static long messages(Service service, Message what) {
        return service.counters().revocations().messages(what);
    }

    private static void assertHearEachOther(Service one, Service two) throws Exception {
        assertHears(one, two);
        assertHears(two, one);
    }

    private static void assertHears(Service hearing, Service telling) throws Exception {
        long before = messages(hearing, Message.TAKEN);
        AdminPost.to(Pages.ofAdmin(telling).address(), "/-/revoke", OLD, REVOKE_BOB);
        await().atMost(PATIENCE).until(() -> messages(hearing, Message.TAKEN) > before);
        assertThat(messages(hearing, Message.FORGED)).isZero();
        assertThat(messages(hearing, Message.REPLAYED)).isZero();
    }

    @Test
    void theSecretOfTheSharedCache() throws Exception {
        try (CountedWebService backend = new CountedWebService();
                Stage stage = config().edit(BucketStages::withAccount)
                        .set("directories.web.type", "http")
                        .set("directories.web.url", backend.url())
                        .set("callout.directory_order", "users,web")
                        .set("cache.shared.bucket", "SHARED")
                        .set("cache.shared.secret_file", "mounted/secret")
                        .set("cache.shared.timeout", "500ms")
                        .set("cache.shared.nats.user", "kv")
                        .set("cache.shared.nats.password", BucketStages.PASSWORD)
                        .openWithoutService()) {
            BucketStages.createShared(stage);
            MountedFiles mounted = MountedFiles.in(folder(stage), Map.of("secret", OLD));
            Service first = stage.startService();
            try (PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND)) {
                replace(mounted, NEW + "\n" + OLD + "\n");
                mounted.replace(Map.of("secret", ""));
                awaitUsable(Pages.of(first), false);
                replace(mounted, NEW + "\n" + OLD);
                logInByTheWebService(stage, "carla");
                await().atMost(PATIENCE).until(() -> first.counters().sharedWrites(SharedWrite.STORED) > 0);
                replace(mounted, NEW);
                assertNoneIsLost(logins);
            }
            Service second = stage.startService();
            stage.stop(first);
            int asked = backend.asked();
            logInByTheWebService(stage, "carla");
            assertThat(second.counters().sharedReads(SharedRead.HIT)).isPositive();
            assertThat(backend.asked()).isEqualTo(asked);
        }
    }

    private static void logInByTheWebService(Stage stage, String user) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            stage.connect(user, CountedWebService.PASSWORD).close();
            return true;
        });
    }

    /** The servers have another password before the files do: what cannot be stored or closed meanwhile is so afterwards. */
    @Test
    void theLoginsOfTheStreamOfRecordsAndOfRevocations() throws Exception {
        Stage.Builder builder = config().edit(BucketStages::withAccount)
                .edit((deployment, conf) -> conf.replace(
                                "users: [ { user: sys,",
                                "users: [ { user: revoker, password: first-revoker }, { user: sys,")
                        .replace("auth_users: [ gatehouse,", "auth_users: [ gatehouse, revoker,"))
                .admin(OLD)
                .set("audit.to", "stream")
                .set("audit.stream.timeout", "500ms")
                .set("audit.stream.nats.user", "kv")
                .set("audit.stream.nats.password_file", "mounted/audit")
                .set("revocation.nats.user", "revoker")
                .set("revocation.nats.password_file", "mounted/revoker");
        try (Stage stage = builder.openWithoutService()) {
            MountedFiles mounted =
                    MountedFiles.in(folder(stage), Map.of("audit", BucketStages.PASSWORD, "revoker", "first-revoker"));
            try (Connection admin = BucketStages.admin(stage)) {
                assertThat(admin.jetStreamManagement()
                                .addStream(AuditStream.of(StorageType.Memory).build()))
                        .isNotNull();
            }
            Service service = stage.startService();
            Pages pages = Pages.of(service);
            AuditCounts counts = service.counters().audit();
            await().atMost(PATIENCE).until(() -> isConnected(service));
            stage.connect("anna", "a1").close();
            await().atMost(PATIENCE).until(() -> counts.stored() > 0);
            // Whoever is logged in is logged out by that.
            stage.changeServerConf(conf ->
                    conf.replace(BucketStages.PASSWORD, "second-audit").replace("first-revoker", "second-revoker"));
            stage.server().reload();
            await().atMost(PATIENCE).until(() -> !isConnected(service) && isLetIn(stage));
            try (PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND);
                    RevokedClient bob = new RevokedClient(stage.as("bob", "b1"))) {
                await().atMost(PATIENCE).until(counts::isFailing);
                AdminPost.to(Pages.ofAdmin(service).address(), "/-/revoke", OLD, REVOKE_BOB);
                mounted.replace(Map.of("audit", "", "revoker", "second-revoker"));
                awaitUsable(pages, false);
                assertThat(bob.isOpen()).isTrue();

                mounted.replace(Map.of("audit", "second-audit", "revoker", "second-revoker"));
                await().atMost(PATIENCE).until(() -> !counts.isFailing() && isConnected(service));
                await().atMost(PATIENCE).until(() -> !bob.isOpen());
                awaitUsable(pages, true);
                assertNoneIsLost(logins);
            }
            await().atMost(PATIENCE).until(() -> counts.queueBytes() == 0);
            assertThat(counts.dropped()).isZero();
            assertThat(counts.stored()).isGreaterThan(service.counters().grants());
        }
    }

    private static boolean isLetIn(Stage stage) throws InterruptedException {
        try {
            stage.connect("anna", "a1").close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

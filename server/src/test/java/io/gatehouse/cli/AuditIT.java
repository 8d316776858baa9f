package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.audit.AuditCounts;
import io.gatehouse.audit.AuditDrop;
import io.gatehouse.audit.AuditLines;
import io.gatehouse.drops.Drop;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The audit log of a running service: in a file and in a stream, which is deleted, full or away. */
@Tag("heavy")
@Timeout(180)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CANARY = "canary-pa55word-of-alice";
    private static final String USERS = """
            {"alice": {"pass": "%s", "account": "APP1"}}
            """.formatted(CANARY);
    private static final String ADMIN = "0123456789abcdef";
    private static final String FORGED = """
            {"time":"2026-11-29T12:00:00.123Z","type":"decision","result":"granted","user":"mallory"}
            """;

    private static Stage.Builder toFile() {
        return Stage.config()
                .users(USERS)
                .set("audit.to", "file")
                .set("audit.file.path", "audit.jsonl")
                // No other file at midnight.
                .set("audit.file.max_age", "0s")
                .set("http.listen", "127.0.0.1:0")
                .admin(ADMIN);
    }

    private static Stage.Builder toStream() {
        return Stage.config()
                .users(USERS)
                .edit(BucketStages::withAccount)
                .set("http.listen", "127.0.0.1:0")
                .set("audit.to", "stream")
                .set("audit.stream.timeout", "2s")
                .set("audit.stream.nats.user", "kv")
                .set("audit.stream.nats.password", BucketStages.PASSWORD);
    }

    private static Path file(Stage stage) {
        return stage.deployment().dir().resolve("audit.jsonl");
    }

    private static StreamConfiguration.Builder stream() {
        return AuditStream.of(StorageType.Memory);
    }

    private static void logIn(Stage stage) throws Exception {
        stage.connect("alice", CANARY).close();
    }

    private static AuditCounts counts(Stage stage) {
        return stage.service().counters().audit();
    }

    private static String page(Service service, String path) throws Exception {
        String address =
                "http://" + Objects.requireNonNull(service.httpAddress()).address() + path;
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits, since an acknowledgement that comes too late is told instead, until the next try. */
    private static void awaitReadyz(Stage stage, String... words) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(page(stage.service(), "/readyz")).contains(words));
    }

    @Test
    void everyDecisionIsARecordInAFile() throws Exception {
        try (Stage stage = toFile().open()) {
            logIn(stage);
            awaitDecisions(stage, 1);
            stage.assertRefused(stage.as("alice", "wrong-" + CANARY));
            awaitDecisions(stage, 2);
            stage.assertRefused(stage.as("m\"a\nl", CANARY));
            awaitDecisions(stage, 3);

            List<Map<String, Object>> decisions = AuditLines.of(file(stage), "decision");
            assertThat(decisions.get(0))
                    .containsEntry("result", "granted")
                    .containsEntry("user", "alice")
                    .containsEntry("identity", "alice")
                    .containsEntry("directory", "users")
                    .containsEntry("account", "APP1")
                    .containsEntry("host", "127.0.0.1")
                    .containsKeys("user_nkey", "duration_us", "configuration", "cid", "server");
            assertThat(decisions.get(1)).containsEntry("result", "denied").containsEntry("reason", "bad_credentials");
            assertThat(decisions.get(2)).containsEntry("user", "m\"a\nl").containsEntry("result", "denied");
            assertThat(Files.readString(file(stage))).doesNotContain(CANARY, ADMIN);
            int records = AuditLines.of(file(stage)).size();
            await().atMost(PATIENCE).until(() -> counts(stage).stored() == records);
            assertThat(page(stage.service(), "/metrics"))
                    .contains("gatehouse_audit_records_total " + records + ".0")
                    .contains("gatehouse_audit_failing 0.0");
        }
    }

    @Test
    void reloadsAndAdminRequestsAreRecordsAndAFileThatWasMovedIsMadeAnew() throws Exception {
        try (Stage stage = toFile().set("config.reload", "0s").open()) {
            Service service = stage.service();
            String before = String.valueOf(awaited(stage, "start").get("configuration"));
            Path rotated = file(stage).resolveSibling("rotated");
            Files.move(file(stage), rotated);
            Files.writeString(
                    stage.deployment().settings(),
                    Files.readString(stage.deployment().settings()) + "\nrules: {all: {give: {tags: x}}}\n");
            assertThat(service.reload("SIGHUP").get().isSuccessful()).isTrue();
            assertThat(awaited(stage, "reload"))
                    .containsEntry("occasion", "SIGHUP")
                    .containsEntry("result", "taken");

            logIn(stage);
            assertThat(awaited(stage, "decision").get("configuration")).isNotEqualTo(before);
            String address = Objects.requireNonNull(service.adminAddress()).address();
            assertThat(AdminPost.to(address, "/-/reload", ADMIN, "")).contains("unchanged");
            String refused = AdminPost.to(address, "/-/reload", "wrong", "");
            assertThat(refused).contains("Send the token");
            await().atMost(PATIENCE)
                    .until(() -> AuditLines.of(file(stage), "admin").size() == 2);
            assertThat(AuditLines.of(file(stage), "admin"))
                    .extracting(record -> record.get("status"))
                    .containsExactly(200, 401);
            assertThat(AuditLines.of(rotated))
                    .extracting(record -> record.get("type"))
                    .containsOnly("start");
        }
    }

    private static Map<String, Object> awaited(Stage stage, String type) {
        await().atMost(PATIENCE).until(() -> !AuditLines.of(file(stage), type).isEmpty());
        return AuditLines.of(file(stage), type).get(0);
    }

    /** A record is made after its login is answered: records are in the order of logins only if each login waits for the record before. */
    private static void awaitDecisions(Stage stage, int number) {
        await().atMost(PATIENCE)
                .until(() -> AuditLines.of(file(stage), "decision").size() == number);
    }

    private static void awaitDecisions(JetStreamManagement streams, int number) {
        await().atMost(PATIENCE)
                .until(() -> AuditStream.records(streams, "decision").size() == number);
    }

    @Test
    void everyDecisionIsAMessageOfAStreamAlsoOneThatComesBack() throws Exception {
        try (Stage stage = toStream().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            JetStreamManagement streams = admin.jetStreamManagement();
            streams.addStream(stream().build());
            stage.startService();
            logIn(stage);
            awaitDecisions(streams, 1);
            assertThat(AuditStream.records(streams, "decision").get(0)).containsEntry("user", "alice");

            streams.deleteStream("AUDIT");
            logIn(stage);
            await().atMost(PATIENCE).until(counts(stage)::isFailing);
            for (int i = 0; i < 5; i++) {
                logIn(stage);
            }
            awaitReadyz(stage, "\"status\":\"ready\"", "\"audit\":\"no stream takes gatehouse.audit");

            streams.addStream(stream().build());
            awaitDecisions(streams, 6);
            assertThat(counts(stage).dropped()).isZero();
            // The records are there before the acknowledgement is here.
            await().atMost(PATIENCE).until(() -> !counts(stage).isFailing());
            assertThat(page(stage.service(), "/readyz")).doesNotContain("\"audit\"");
        }
    }

    /** With the rights that the guide gives to the user of the service. */
    @Test
    void whoHasTheLoginOfTheStreamAddsRecordsAndNeitherReadsNorRemovesAny() throws Exception {
        String kv = "user: kv, password: " + BucketStages.PASSWORD + " }";
        String audit = ", { user: audit, password: audit-secret, permissions: {"
                + " publish: \"gatehouse.audit\", subscribe: \"_INBOX.>\" } }";
        try (Stage stage = toStream()
                        .edit((deployment, conf) ->
                                conf.replace(kv, kv + audit).replace("sys, kv ]", "sys, kv, audit ]"))
                        .set("audit.stream.nats.user", "audit")
                        .set("audit.stream.nats.password", "audit-secret")
                        .openWithoutService();
                Connection admin = BucketStages.admin(stage);
                Connection thief = Nats.connect(Options.builder()
                        .server(stage.server().url())
                        .connectionTimeout(PATIENCE)
                        .userInfo("audit", "audit-secret")
                        .build())) {
            JetStreamManagement streams = admin.jetStreamManagement();
            streams.addStream(stream().build());
            stage.startService();
            logIn(stage);
            awaitDecisions(streams, 1);

            thief.publish("gatehouse.audit", FORGED.strip().getBytes(UTF_8));
            awaitDecisions(streams, 2);

            JetStreamManagement itsOwn = thief.jetStreamManagement(JetStreamOptions.builder()
                    .requestTimeout(Duration.ofMillis(500))
                    .build());
            for (ThrowingCallable work : List.<ThrowingCallable>of(
                    () -> itsOwn.getMessage(AuditStream.NAME, 1),
                    () -> itsOwn.deleteMessage(AuditStream.NAME, 1),
                    () -> itsOwn.purgeStream(AuditStream.NAME),
                    () -> itsOwn.deleteStream(AuditStream.NAME))) {
                assertThatThrownBy(work).isInstanceOf(IOException.class);
            }
            assertThat(AuditStream.records(streams, "decision")).hasSize(2);
        }
    }

    @Test
    void aFullStreamCostsRecordsAndNoLogin() throws Exception {
        try (Stage stage = toStream().set("audit.queue", "64KiB").openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            JetStreamManagement streams = admin.jetStreamManagement();
            streams.addStream(stream().maxMessages(5).build());
            stage.startService();
            int logins = 0;
            while (counts(stage).dropped(AuditDrop.SINK_FAILED) < 10 && logins < 2_000) {
                logIn(stage);
                logins++;
            }
            assertThat(counts(stage).dropped(AuditDrop.SINK_FAILED)).isGreaterThanOrEqualTo(10);
            awaitReadyz(stage, "maximum messages exceeded", "records lost");
            assertThat(page(stage.service(), "/metrics")).contains("gatehouse_audit_failing 1.0");

            streams.updateStream(stream().maxMessages(-1).build());
            long all = logins;
            await().atMost(PATIENCE)
                    .until(() -> AuditStream.records(streams, "decision").size()
                                            + counts(stage).dropped()
                                    == all
                            && !AuditStream.records(streams, "gap").isEmpty());
            assertThat(stage.service().counters().grants()).isEqualTo(all);
            assertThat(AuditStream.records(streams, "gap"))
                    .singleElement()
                    .satisfies(gap -> assertThat(gap)
                            .containsEntry("reason", "sink_failed")
                            .containsEntry(
                                    "records", Math.toIntExact(counts(stage).dropped())));
        }
    }

    @Test
    void aServerThatIsAwayCostsNoLogin() throws Exception {
        try (Stage stage =
                toStream().set("audit.stream.nats.url", "nats://127.0.0.1:1").open()) {
            logIn(stage);
            await().atMost(PATIENCE).until(counts(stage)::isFailing);
            logIn(stage);
            awaitReadyz(stage, "no connection to nats-server");
        }
    }

    @Test
    void whereItIsRequiredNobodyIsLetInWithoutARecord() throws Exception {
        try (Stage stage = toStream().set("audit.required", "true").openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            JetStreamManagement streams = admin.jetStreamManagement();
            streams.addStream(stream().build());
            stage.startService();
            logIn(stage);
            // It was there before the answer was.
            assertThat(AuditStream.records(streams, "decision"))
                    .singleElement()
                    .satisfies(record -> assertThat(record)
                            .containsEntry("result", "granted")
                            .containsEntry("user", "alice"));

            streams.deleteStream("AUDIT");
            stage.assertRefused(stage.as("alice", CANARY));
            await().atMost(PATIENCE).until(() -> stage.service().counters().drops(Drop.NOT_RECORDED) > 0);
            awaitReadyz(stage, "\"status\":\"not ready\"", "\"audit\":\"no stream takes gatehouse.audit");

            streams.addStream(stream().build());
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                logIn(stage);
                return true;
            });
            List<Map<String, Object>> records = AuditStream.records(streams, "decision");
            assertThat(records.get(0)).containsEntry("reason", "not_recorded");
            assertThat(records.get(records.size() - 1)).containsEntry("result", "granted");
        }
    }

    private static String check(Stage stage, String... settings) {
        Cli cli = new Cli(stage.deployment().dir());
        List<String> arguments = new ArrayList<>(List.of(
                "check",
                "-c",
                stage.deployment().settings().toString(),
                "--set",
                "nats.url=" + stage.server().url()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        int code = cli.run(arguments.toArray(String[]::new));
        assertThat(code).as(cli.out()).isIn(0, 1);
        return cli.out();
    }

    @Test
    void checkTriesTheFileAndTheStream() throws Exception {
        String[] toStream = {
            "audit.to=stream", "audit.stream.nats.user=kv", "audit.stream.nats.password=" + BucketStages.PASSWORD
        };
        // An instance answers: without one, each check would wait for nats-server's timeout.
        try (Stage stage = Stage.config()
                        .users(USERS)
                        .edit(BucketStages::withAccount)
                        .open();
                Connection admin = BucketStages.admin(stage)) {
            assertThat(check(stage, "audit.to=file", "audit.file.path=audit.jsonl"))
                    .contains("OK    audit file " + file(stage) + " can be written");
            assertThat(file(stage)).doesNotExist();
            assertThat(check(stage, "audit.to=file", "audit.file.path=missing/audit.jsonl"))
                    .contains("FAIL  audit file", "there is no such folder");
            Files.createSymbolicLink(file(stage), stage.deployment().users());
            assertThat(check(stage, "audit.to=file", "audit.file.path=audit.jsonl"))
                    .contains("FAIL  audit file", "it is a symbolic link");
            Path key = Files.writeString(stage.deployment().dir().resolve("audit.key"), "0".repeat(64));
            Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(check(stage, "audit.to=stdout", "audit.hmac_key_file=audit.key"))
                    .contains("audit.key holds a secret, and others than its owner may use it");

            assertThat(check(stage, toStream))
                    .contains("FAIL  audit stream, subject gatehouse.audit: no stream takes gatehouse.audit");
            JetStreamManagement streams = admin.jetStreamManagement();
            streams.addStream(stream().build());
            assertThat(check(stage, toStream))
                    .contains("OK    audit stream, subject gatehouse.audit: a record was stored");
            assertThat(AuditStream.records(streams, "check")).hasSize(1);
        }
    }
}

package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Connections beside that of the service, for revocations and for audit records, come by the certificate that is in its file when they are
 * made; the server tells by which each has come.
 */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class FurtherCertificatesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> FURTHER = List.of("sys", "kv");
    private static final String OLD = "CN=client";
    private static final String NEW = "CN=other";

    @TempDir
    private Path dir;

    private static Stage.Builder deployment(ServiceCertificate certificate) {
        return certificate
                .on(Stage.config())
                .edit(BucketStages::withAccount)
                .set("http.listen", "127.0.0.1:0")
                .set("config.reload", "50ms")
                .set("revocation.nats.user", "sys")
                .set("revocation.nats.password_file", "creds/sys.password")
                .set("audit.to", "stream")
                .set("audit.stream.timeout", "5s")
                .set("audit.stream.nats.user", "kv")
                .set("audit.stream.nats.password", BucketStages.PASSWORD);
    }

    @Test
    void theNextConnectionComesByTheCertificateThatIsThereThen() throws Exception {
        TestPki pki = TestPki.create(dir);
        pki.addClient("other");
        ServiceCertificate certificate = new ServiceCertificate(pki);
        try (Stage stage = deployment(certificate).openWithoutService()) {
            addStream(stage);
            stage.startService();
            awaitAllBy(stage, OLD);

            certificate.exchange(stage.deployment().dir(), "other");
            await().atMost(PATIENCE).until(() -> isBy(stage, "gatehouse", NEW));
            assertThat(FURTHER)
                    .allSatisfy(
                            user -> assertThat(isBy(stage, user, OLD)).as(user).isTrue());

            stage.server().stop();
            stage.server().restart();
            awaitAllBy(stage, NEW);
        }
    }

    private static void addStream(Stage stage) throws Exception {
        try (Connection admin = BucketStages.admin(stage)) {
            assertThat(admin.jetStreamManagement()
                            .addStream(AuditStream.of(StorageType.File).build()))
                    .isNotNull();
        }
    }

    /** A login is a record, for which a connection to the stream is made. */
    private static void awaitAllBy(Stage stage, String subject) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            stage.connect("alice", "alice").close();
            return FURTHER.stream().allMatch(user -> isBy(stage, user, subject));
        });
    }

    private static boolean isBy(Stage stage, String user, String subject) {
        return StreamSupport.stream(sessions(stage).spliterator(), false)
                .filter(session -> session.path("authorized_user").asString("").equals(user))
                .flatMap(session ->
                        StreamSupport.stream(session.path("tls_peer_certs").spliterator(), false))
                .anyMatch(peer -> peer.path("subject").asString("").equals(subject));
    }

    /** Whoever asks needs no certificate. */
    private static JsonNode sessions(Stage stage) {
        try {
            String password = Files.readString(stage.deployment().sysPassword()).strip();
            Options options = Options.builder()
                    .server(stage.server().url())
                    .connectionTimeout(PATIENCE)
                    .userInfo("sys", password)
                    .noReconnect()
                    .build();
            try (Connection system = Nats.connect(options)) {
                Message answer =
                        system.request("$SYS.REQ.SERVER.PING.CONNZ", "{\"auth\":true}".getBytes(UTF_8), PATIENCE);
                return JsonMapper.shared()
                        .readTree(answer.getData())
                        .path("data")
                        .path("connections");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

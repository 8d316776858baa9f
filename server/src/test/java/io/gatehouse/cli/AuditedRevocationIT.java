package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.audit.AuditLines;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The audit log has each session that was closed since its user was revoked. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class AuditedRevocationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static String users(String alice) {
        return "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"" + alice + "}}";
    }

    @Test
    void aSessionThatIsClosedIsARecord() throws Exception {
        try (Stage stage = Stage.config()
                .users(users(""))
                .set("audit.to", "file")
                .set("audit.file.path", "audit.jsonl")
                .set("revocation.nats.user", "sys")
                .set("revocation.nats.password_file", "creds/sys.password")
                .open()) {
            await().atMost(PATIENCE)
                    .until(() -> stage.service().counters().revocations().isConnected());
            Path file = stage.deployment().dir().resolve("audit.jsonl");
            try (Client alice = new Client(stage.as("alice", "a1").connectionName("shop"))) {
                stage.writeUsers(users(", \"disabled\": true"));
                alice.awaitDisconnect();
            }
            await().atMost(PATIENCE).until(() -> AuditLines.of(file, "closed").size() == 1);
            Map<String, Object> record = AuditLines.of(file, "closed").get(0);
            assertThat(record)
                    .containsEntry("result", "closed")
                    .containsEntry("identity", "alice")
                    .containsEntry("directory", "users")
                    .containsEntry("account", "APP1")
                    .containsEntry("host", "127.0.0.1")
                    .containsEntry("kind", "Client")
                    .containsEntry("connection", "nats")
                    .containsEntry("client", "shop")
                    .containsKeys("server", "cid", "duration_us", "configuration", "seq");
        }
    }
}

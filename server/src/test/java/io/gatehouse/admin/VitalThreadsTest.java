package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.transport.CalloutAccount;
import io.gatehouse.transport.ConnectionRecorder;
import io.gatehouse.transport.NatsLink;
import io.gatehouse.transport.ServiceIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says that only a restart helps when a thread has ended that nothing starts again. */
class VitalThreadsTest {
    private final Health health = new Health();
    private final HealthMonitor monitor = new HealthMonitor(new ServiceCounters(), health, 0);

    @BeforeEach
    void isLive() {
        assertThat(AdminPage.live(health).status()).isEqualTo(200);
    }

    private void awaitBroken(String thread) {
        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(AdminPage.live(health).status()).isEqualTo(503));
        assertThat(health.broken()).isEqualTo("the thread " + thread + " has ended with InternalError");
        assertThat(health.isReady()).isFalse();
    }

    @Test
    void theOneThatKeepsTheConnection() throws Exception {
        ConnectionRecorder full = new ConnectionRecorder() {
            @Override
            public void subscribed(boolean subscribed) {
                throw new InternalError("test");
            }

            @Override
            public void linkEnded(String why) {
                monitor.linkEnded(why);
            }
        };
        NatsSettings nobodyThere = NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None());
        NatsLink link = new NatsLink(nobodyThere, IDENTITY, new CalloutAccount(null, "any", Set.of()), full);

        link.start(NOTHING);

        awaitBroken("gatehouse-link");
        link.close();
    }

    @Test
    void theOneThatLooksAtTheUsers(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("users.json"), "{}");
        AtomicInteger loaded = new AtomicInteger();
        ReloadRecorder full = new ReloadRecorder() {
            @Override
            public void reloaded(int users) {
                if (loaded.incrementAndGet() > 1) {
                    throw new InternalError("test");
                }
            }

            @Override
            public void reloadFailed() {}

            @Override
            public void watchEnded(String why) {
                monitor.directory("users", "file").watchEnded(why);
            }
        };
        FileDirectorySettings settings =
                new FileDirectorySettings("users", file, null, Duration.ofMillis(10), NameForm.EXACT);
        try (PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
                FileDirectory directory = FileDirectory.open(settings, checks, users -> List.of(), full)) {
            assertThat(directory.users()).isZero();
            Files.writeString(file, "{\"alice\": {\"pass\": \"a\", \"account\": \"APP1\"}}");

            awaitBroken("gatehouse-users");
        }
    }

    private static final ServiceIdentity IDENTITY = new ServiceIdentity(
            "gatehouse", "1.0.0", "", "test", () -> new ServiceIdentity.Statistics(0, 0, 0, 0, Map.of()));

    private static final Intake NOTHING = new Intake() {
        @Override
        public boolean take(MessageBatch batch) {
            return false;
        }

        @Override
        public void onWritable() {}
    };
}

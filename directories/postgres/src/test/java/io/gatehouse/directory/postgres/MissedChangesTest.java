package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the directory makes of hearing of changes for the first time, and of not hearing of them. */
class MissedChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<String> unheard = new CopyOnWriteArrayList<>();

    /** Connections are made, and nothing is answered. */
    private ServerSocket silent;

    @BeforeEach
    void open() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
        checks.close();
    }

    private static PostgresSettings settings(int port) {
        Configuration configuration = new Configuration(new Section("", PostgresKeys.ALL), Map.of(), Path.of("/"));
        configuration.set("host", "host", "127.0.0.1");
        configuration.set("port", "port", String.valueOf(port));
        configuration.set("database", "database", "users");
        configuration.set("user", "user", "gatehouse");
        configuration.set("query", "query", "SELECT name, password FROM users WHERE name = :user");
        configuration.set("listen", "listen", "changes");
        configuration.set("connect_timeout", "connect_timeout", "1m"); // so that it does not fail to listen meanwhile
        Values values = configuration.read(null);
        PostgresSettings settings = PostgresKeys.read("staff", values);
        values.throwProblems();
        return Objects.requireNonNull(settings);
    }

    private PostgresDirectory directory(boolean isLater) {
        return directory(isLater, silent.getLocalPort());
    }

    private PostgresDirectory directory(boolean isLater, int port) {
        DirectoryContext context = new DirectoryContext(
                NameForm.EXACT,
                checks,
                (source, users) -> List.of(),
                () -> ReloadRecorder.NONE,
                Unheard::new,
                NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None()),
                isLater);
        PostgresDirectory directory = PostgresDirectory.open(settings(port), context);
        directory.changes().subscribe(changes::add);
        return directory;
    }

    private final class Unheard implements ReloadRecorder {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}

        @Override
        public void notFollowed(String why) {
            unheard.add(why);
        }
    }

    @Test
    void aServiceThatStartsAndListensAtItsFirstAttemptHasMissedNothing() {
        try (PostgresDirectory directory = directory(false)) {
            directory.changed(null);
            assertThat(changes).isEmpty();
            directory.changed(null);
        }
        assertThat(changes).containsExactly(new Change(null));
    }

    @Test
    void whoWasOpenedLaterMayHaveMissedSomething() {
        try (PostgresDirectory directory = directory(true)) {
            directory.changed(null);
        }
        assertThat(changes).containsExactly(new Change(null));
    }

    @Test
    void whoCouldNotListenAtFirstMayHaveMissedSomething() {
        try (PostgresDirectory directory = directory(false, KeptPort.free())) {
            await().atMost(PATIENCE).until(() -> unheard.size() > 1);
            directory.changed(null);
        }
        assertThat(changes).containsExactly(new Change(null));
    }

    /** A standby may be asked then, which is behind, and what it says would be taken by those who listen. */
    @Test
    void whoIsFoundWhileNobodyListensIsNotLeftForOthers() {
        try (PostgresDirectory directory = directory(false)) {
            Lookup lookup = Objects.requireNonNull(
                    directory.lookup(TestLogin.password("alice", "secret").request()));
            assertThat(lookup.isShareable()).isFalse();
        }
    }
}

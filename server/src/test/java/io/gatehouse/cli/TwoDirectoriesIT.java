package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.metrics.ServiceCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two directories in a chain, as they are configured, on a real nats-server. */
class TwoDirectoriesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String STAFF = """
            {"anna": {"pass": "a1", "account": "APP1"}, "both": {"pass": "first", "account": "APP1"}}
            """;
    private static final String DEVICES = """
            {"sensor": {"pass": "s1", "account": "APP2"}, "both": {"pass": "second", "account": "APP2"},
             "anna@x": {"pass": "a2", "account": "APP2"}}
            """;

    private Stage.Builder stage() {
        return Stage.config()
                .users(STAFF)
                .prepared(deployment -> {
                    Path devices = Files.writeString(deployment.dir().resolve("devices.json"), DEVICES);
                    String yaml = Files.readString(deployment.settings());
                    Files.writeString(
                            deployment.settings(),
                            yaml.replace(
                                    "directories:\n",
                                    "directories:\n  devices:\n    type: file\n    path: " + devices.getFileName()
                                            + "\n    reload: 20ms\n"));
                })
                .set("directories.users.reload", "20ms")
                .set("callout.directory_order", "users,devices");
    }

    private static void mayLogIn(Stage stage, String user, String password) throws Exception {
        try (Client client = new Client(stage.as(user, password))) {
            client.says("here.i.am");
        }
    }

    @Test
    void whoIsNotInTheFirstIsLookedUpInTheSecond() throws Exception {
        try (Stage stage = stage().open()) {
            mayLogIn(stage, "anna", "a1");
            mayLogIn(stage, "sensor", "s1");
            mayLogIn(stage, "both", "first");
            Refusal.of(stage.as("both", "second"));
            Refusal.of(stage.as("nobody", "n1"));
        }
    }

    @Test
    void aDirectoryIsAskedAboutWhatItMatches() throws Exception {
        try (Stage stage = stage().set("directories.users.match.user", "a*")
                .set("directories.devices.match.user", "s*,both")
                .open()) {
            mayLogIn(stage, "anna", "a1");
            mayLogIn(stage, "sensor", "s1");
            mayLogIn(stage, "both", "second");
            Refusal.of(stage.as("both", "first"));
            Refusal.of(stage.as("anna@x", "a2"));
        }
    }

    @Test
    void eachIsReadAgainByItself() throws Exception {
        try (Stage stage = stage().open()) {
            ServiceCounters counters = stage.service().counters();
            Refusal.of(stage.as("carol", "c1"));

            rewrite(counters, () -> stage.writeUsers("{\"carol\": {\"pass\": \"c1\", \"account\": \"APP1\"}}"));
            mayLogIn(stage, "carol", "c1");
            mayLogIn(stage, "both", "second");
            Refusal.of(stage.as("anna", "a1"));

            Path devices = stage.deployment().dir().resolve("devices.json");
            rewrite(counters, () -> replace(devices, "{\"dave\": {\"pass\": \"d1\", \"account\": \"APP2\"}}"));
            mayLogIn(stage, "dave", "d1");
            mayLogIn(stage, "carol", "c1");
            Refusal.of(stage.as("sensor", "s1"));

            long before = counters.reloads();
            assertThat(stage.service().reload("a test").join().changed()).isEmpty();
            await().atMost(PATIENCE).until(() -> counters.reloads() == before + 2);
            assertThat(counters.failedReloads()).isZero();
        }
    }

    @Test
    void whatIsCountedOfEachIsShownUnderItsName() throws Exception {
        try (Stage stage = stage().set("http.listen", "127.0.0.1:0").open()) {
            mayLogIn(stage, "sensor", "s1");
            mayLogIn(stage, "sensor", "s1");

            Pages pages = Pages.of(stage.service());
            assertThat(pages.metric("gatehouse_directory_users{directory=\"users\",type=\"file\"}"))
                    .isEqualTo(2);
            assertThat(pages.metric("gatehouse_directory_users{directory=\"devices\",type=\"file\"}"))
                    .isEqualTo(3);
            assertThat(cacheRequests(pages, "devices", "miss")).isEqualTo(1);
            assertThat(cacheRequests(pages, "devices", "hit")).isEqualTo(1);
            assertThat(cacheRequests(pages, "users", "miss")).isZero();
        }
    }

    private static double cacheRequests(Pages pages, String directory, String result) throws Exception {
        return pages.metric("gatehouse_cache_requests_total{directory=\"" + directory + "\",result=\"" + result
                + "\",type=\"file\"}");
    }

    /** Changes a file. */
    private interface Change {
        void make() throws Exception;
    }

    /** In one step, so that no half-written file is read. */
    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next.json"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void rewrite(ServiceCounters counters, Change change) throws Exception {
        long before = counters.reloads();
        change.make();
        await().atMost(PATIENCE).until(() -> counters.reloads() > before);
    }
}

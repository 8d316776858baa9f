package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.ReloadResult;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configuration changes, in good ways and in bad ones, while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@SuppressWarnings("try") // what waits for logins may be interrupted
@Tag("heavy")
class ConfigReloadIT {
    private static final int A_SECOND = 200;
    private static final int SOME = 40;
    private static final String TOKEN = "0123456789abcdef";
    private static final SigningKey X = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String STAFF =
            "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}, \"both\": {\"pass\": \"first\", \"account\": \"APP1\"}}";
    private static final String DEVICES =
            "{\"sensor\": {\"pass\": \"s1\", \"account\": \"APP2\"}, \"both\": {\"pass\": \"second\", \"account\": \"APP2\"}}";
    private static final String FORCE = "INFO the configuration is in force with these changes: ";
    private static final String REFUSED = "ERROR the configuration cannot be used, and nothing of it is taken";

    private static Stage.Builder stage(Stage.Builder builder) {
        return builder.prepared(deployment -> Files.writeString(deployment.dir().resolve("devices.json"), DEVICES))
                .set("http.listen", "127.0.0.1:0")
                .set("http.admin_token", TOKEN);
    }

    private static String with(String yaml, String directory) {
        return yaml.replace("directories:\n", "directories:\n" + directory);
    }

    private static final String FIRST = "  devices:\n    type: file\n    path: devices.json\n";

    /** A file that is written beside the other, and moved over it. */
    private static void replace(Path file, String yaml) throws Exception {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), yaml);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void mayLogIn(Stage stage, String user, String password) throws Exception {
        RawClient.login(stage.server().port(), user, password).close();
    }

    private static void mayNotLogIn(Stage stage, String user, String password) throws Exception {
        try (LineClient client = LineClient.at(stage.server().port())) {
            assertThat(client.login(user, password).isIn()).isFalse();
        }
    }

    /** A change, and what makes of the file something that cannot be used. */
    private interface Change {
        void of(Path file, String yaml) throws Exception;
    }

    private record Bad(String kind, String says, Change change) {}

    private static List<Bad> bad() {
        return List.of(
                new Bad(
                        "no YAML",
                        "gatehouse.yaml:\\d+:\\d+: is not valid YAML",
                        (file, yaml) -> replace(file, "nats: [a\n")),
                new Bad(
                        "an unknown key",
                        "gatehouse.yaml:1:1: direktories: unknown key; did you mean directories",
                        (file, yaml) -> replace(file, "direktories: {}\n" + with(yaml, FIRST))),
                new Bad(
                        "a value that is none",
                        "gatehouse.yaml:1:9: cache: ?.?ttl: 'soon' is|gatehouse.yaml:1:14: cache.ttl: 'soon'",
                        (file, yaml) -> replace(file, "cache: {ttl: soon}\n" + with(yaml, FIRST))),
                new Bad("no file", "gatehouse.yaml: no such file", (file, yaml) -> Files.delete(file)),
                new Bad(
                        "a key of another kind",
                        "issuer.seed: is neither a file that exists nor a seed|issuer.seed: no such key file",
                        (file, yaml) -> replace(
                                file, with(yaml, FIRST).replaceFirst("(issuer:\\n  seed: ).*", "$1keys/none.nk"))),
                new Bad(
                        "a write that ends in the middle",
                        "gatehouse.yaml",
                        (file, yaml) -> Files.writeString(
                                file, with(yaml, FIRST).substring(0, yaml.indexOf("directories:") + 30))),
                new Bad("an empty file", "issuer.seed: is missing", (file, yaml) -> Files.writeString(file, "")),
                new Bad("a file that cannot be read", "gatehouse.yaml: cannot be read again", (file, yaml) -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }),
                new Bad(
                        "a directory that cannot be opened",
                        "gatehouse.yaml:\\d+:3: directories.devices: cannot be opened: .*none.json: there is no such file",
                        (file, yaml) -> replace(file, with(yaml, FIRST.replace("devices.json", "none.json")))),
                new Bad(
                        "a key that is given twice",
                        "gatehouse.yaml:\\d+:3: directories.devices: is given twice",
                        (file, yaml) -> replace(file, with(yaml, FIRST + FIRST))),
                new Bad(
                        "another mode",
                        "accounts make this operator mode",
                        (file, yaml) -> replace(
                                file,
                                with(yaml, FIRST).replaceFirst("  allowed_accounts: .*\\n", "") + "accounts: {X: {id: "
                                        + X.publicKey().text() + ", signing_key: " + X.seed() + "}}\n")));
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = stage(Stage.config().users(STAFF))
                        .set("config.reload", "20ms")
                        .open()) {
            Path file = stage.deployment().settings();
            String yaml = Files.readString(file);
            PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND);
            try (logins) {
                for (Bad bad : bad()) {
                    int before = log.mark();
                    bad.change().of(file, yaml);
                    int refused = log.await(before, REFUSED);
                    int said = log.await(refused, "ERROR .*(" + bad.says() + ")");
                    assertThat(said).as(bad.kind()).isGreaterThan(refused);
                    assertStands(stage, "0.0");
                    logins.awaitMore(SOME);
                    mayNotLogIn(stage, "sensor", "s1");

                    int repaired = log.mark();
                    if (Files.isDirectory(file)) {
                        Files.delete(file);
                    }
                    replace(file, yaml);
                    log.await(repaired, "INFO the configuration is in force as it was");
                    assertStands(stage, "1.0");
                    assertThat(logins.lost()).as(bad.kind()).isEmpty();
                }
            }
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.rate()).isGreaterThan(A_SECOND * 0.9);
        }
    }

    private static void assertStands(Stage stage, String value) throws Exception {
        Pages pages = Pages.of(stage.service());
        assertThat(pages.metric("gatehouse_config_last_reload_successful")).isEqualTo(Double.parseDouble(value));
        HttpResponse<String> ready = pages.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        if (value.equals("0.0")) {
            assertThat(ready.body()).contains("\"configuration\":\"the configuration cannot be used");
        } else {
            assertThat(ready.body()).doesNotContain("configuration");
        }
    }

    /** Takes a change, and waits until the log says so. */
    private static void take(LogCapture log, PacedLogins logins, String says, Action action) throws Exception {
        int before = log.mark();
        action.run();
        log.await(before, FORCE + says);
        logins.awaitMore(SOME);
        assertThat(logins.lost()).as(says).isEmpty();
    }

    private interface Action {
        void run() throws Exception;
    }

    @Test
    void whatCanBeUsedIsInForceAndNoLoginIsLost() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = stage(Stage.config().users(STAFF))
                        .set("config.reload", "20ms")
                        .open()) {
            Path file = stage.deployment().settings();
            String yaml = Files.readString(file);
            Files.writeString(
                    file.resolveSibling("others.json"), "{\"meter\": {\"pass\": \"m1\", \"account\": \"APP2\"}}");
            PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND);
            try (logins) {
                mayNotLogIn(stage, "sensor", "s1");
                take(log, logins, "directories.devices.type", () -> replace(file, with(yaml, FIRST)));
                mayLogIn(stage, "sensor", "s1");
                mayLogIn(stage, "both", "second");

                String rules = "rules:\n  closed:\n    if: {user: sensor}\n    give: {refuse: true}\n";
                take(log, logins, "rules.closed", () -> replace(file, with(yaml, FIRST) + rules));
                mayNotLogIn(stage, "sensor", "s1");

                take(
                        log,
                        logins,
                        ".*callout.directory_order",
                        () -> replace(file, yaml.replace("check:", FIRST + "check:")));
                mayLogIn(stage, "both", "first");
                mayNotLogIn(stage, "both", "second");

                take(
                        log,
                        logins,
                        "directories.devices.path",
                        () -> Files.writeString(
                                file, yaml.replace("check:", FIRST.replace("devices.json", "others.json") + "check:")));
                mayNotLogIn(stage, "sensor", "s1");
                mayLogIn(stage, "meter", "m1");

                take(log, logins, "directories.devices.type", () -> replace(file, yaml));
                mayNotLogIn(stage, "meter", "m1");

                take(
                        log,
                        logins,
                        "directories.users.match.user",
                        () -> replace(
                                file, yaml.replace("    type: file\n", "    type: file\n    match: {user: a*}\n")));
                mayNotLogIn(stage, "both", "first");

                take(log, logins, "directories.devices.type, .*directories.users.match.user", () -> {
                    Path data = volume(file, with(yaml, FIRST));
                    assertThat(Files.readSymbolicLink(data)).hasToString("v1");
                });
                mayLogIn(stage, "sensor", "s1");
                take(log, logins, "callout.allowed_accounts", () -> {
                    Path folder = Files.createDirectory(file.resolveSibling("v2"));
                    Files.writeString(
                            folder.resolve("gatehouse.yaml"),
                            with(yaml, FIRST).replaceFirst("allowed_accounts: .*", "allowed_accounts: [ APP1 ]"));
                    Path next = Files.createSymbolicLink(file.resolveSibling("..data_tmp"), Path.of("v2"));
                    Files.move(next, file.resolveSibling("..data"), StandardCopyOption.ATOMIC_MOVE);
                });
                long dropped = stage.service().counters().drops();
                mayNotLogIn(stage, "sensor", "s1");
                assertThat(stage.service().counters().drops()).isGreaterThan(dropped);
            }
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.rate()).isGreaterThan(A_SECOND * 0.9);
        }
    }

    /** Nobody gets an answer of a bucket that is not connected, and nobody of a key before all of them are known. */
    @Test
    void aBucketComesIntoUseOnceItsUsersAreKnown() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = stage(Stage.config().users(STAFF))
                        .edit(BucketStages::withAccount)
                        .set("config.reload", "20ms")
                        .open();
                Connection admin = BucketStages.admin(stage)) {
            BucketStages.bucket(admin, "USERS").put("bob", "{\"pass\": \"b1\", \"account\": \"APP1\"}");
            Path file = stage.deployment().settings();
            String yaml = Files.readString(file);
            String bucket = ": {type: kv, bucket: USERS, nats: {user: kv, password: kv-secret}, names: {realm: all}}\n";
            PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND);
            try (logins) {
                for (String name : List.of("one", "two", "three")) {
                    take(
                            log,
                            logins,
                            ".*directories." + name + ".type",
                            () -> replace(file, with(yaml, "  " + name + bucket)));
                    mayLogIn(stage, "bob", "b1");
                }
            }
            assertThat(logins.lost()).isEmpty();
        }
    }

    /** As Kubernetes mounts a volume: the file is a link through a link to a folder; the first of the two is returned. */
    private static Path volume(Path file, String yaml) throws Exception {
        Path folder = Files.createDirectory(file.resolveSibling("v1"));
        Files.writeString(folder.resolve("gatehouse.yaml"), yaml);
        Path data = Files.createSymbolicLink(file.resolveSibling("..data"), Path.of("v1"));
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), Path.of("..data", "gatehouse.yaml"));
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return data;
    }

    @Test
    void aSignalAndARequestReadWhatNobodyLooksAt() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = stage(Stage.config().users(STAFF))
                        .set("config.reload", "0s")
                        .open()) {
            Path file = stage.deployment().settings();
            String yaml = Files.readString(file);
            PacedLogins logins = PacedLogins.start(stage, "anna", "a1", A_SECOND);
            try (logins) {
                take(log, logins, "directories.devices.type", () -> {
                    replace(file, with(yaml, FIRST));
                    ReloadResult result = stage.service().reload("SIGHUP").join();
                    assertThat(result.changed()).contains("directories.devices.path");
                });
                mayLogIn(stage, "sensor", "s1");

                take(log, logins, "directories.devices.type", () -> {
                    replace(file, yaml + "instance: other\n");
                    HttpResponse<String> answer = post(stage);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).contains("\"status\":\"reloaded\"", "\"needs_restart\":[\"instance\"]");
                });
                mayNotLogIn(stage, "sensor", "s1");
            }
            assertThat(logins.lost()).isEmpty();
        }
    }

    private static HttpResponse<String> post(Stage stage) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + Pages.of(stage.service()).address() + "/-/reload"))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anAccountIsAddedInOperatorMode() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .set("config.reload", "20ms")
                        .prepared(deployment -> {
                            String yaml = Files.readString(deployment.settings());
                            Files.writeString(deployment.dir().resolve("whole.yaml"), yaml);
                            Files.writeString(
                                    deployment.settings(),
                                    yaml.replaceFirst("  APP2:\\n    id: .*\\n    signing_key: .*\\n", ""));
                        })
                        .open()) {
            Path file = stage.deployment().settings();
            try (LoginStream logins = LoginStream.start(stage, "alice", "alice", 2)) {
                long dropped = stage.service().counters().drops();
                assertThat(Refusal.said(stage.as("bob", "bob"))).containsIgnoringCase("Authorization");
                assertThat(stage.service().counters().drops()).isGreaterThan(dropped);

                int before = log.mark();
                replace(file, Files.readString(file.resolveSibling("whole.yaml")));
                log.await(before, FORCE + "accounts.APP2.id, accounts.APP2.signing_key");

                stage.connect("bob", "bob").close();
                assertThat(logins.failures()).isEmpty();
            }
        }
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The accounts that a bucket may lie in, in both modes, with no other rights than the guide gives: users are put there by
 * {@code gatehouse users}, log in, and are locked out; whoever reads for Gatehouse cannot write.
 */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class BucketPlacesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Map<String, String> DIRECTORY = Map.of(
            "directories.staff.type", "kv",
            "directories.staff.names.realm", "people",
            "directories.users.names.realm", "people");

    /** What a reader of the bucket must not do. */
    private static final List<String> WRITING = List.of(
            "$KV.USERS.anna",
            "$JS.API.STREAM.CREATE.KV_USERS",
            "$JS.API.STREAM.UPDATE.KV_USERS",
            "$JS.API.STREAM.PURGE.KV_USERS",
            "$JS.API.STREAM.DELETE.KV_USERS",
            "$JS.API.STREAM.MSG.DELETE.KV_USERS",
            "$JS.API.CONSUMER.PAUSE.KV_USERS.a",
            "$JS.API.STREAM.CREATE.OTHER");

    private static Stage.Builder with(Stage.Builder stage) {
        DIRECTORY.forEach(stage::set);
        return stage.set("http.listen", "127.0.0.1:0");
    }

    private static Stage.Builder operator(Stage.Preparation bucket) {
        return with(BucketStages.before(Stage.operator(), "USERS"))
                .prepared(bucket)
                .edit((deployment, conf) -> conf + BucketStages.jetStream(deployment));
    }

    @Test
    void configModeTheCalloutsAccount() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = with(BucketStages.inTheCalloutsAccount("USERS")).openWithoutService()) {
            new Scenario(stage, log, List.of("--user", "kv"), Map.of())
                    .run(at(stage).userInfo("kv", BucketStages.PASSWORD), stage.asTheService());
        }
    }

    @Test
    void operatorModeTheCalloutsAccount() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = operator(deployment -> BucketAccounts.inTheCalloutsAccount(deployment, "USERS"))
                        .openWithoutService()) {
            Path keeper = BucketAccounts.keeper(stage.deployment());
            new Scenario(stage, log, List.of("--creds", keeper.toString()), Map.of())
                    .run(as(stage, keeper), stage.asTheService());
        }
    }

    @Test
    void operatorModeAnAccountOfItsOwn() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = operator(deployment -> BucketAccounts.inAnAccountOfItsOwn(deployment, "USERS"))
                        .set("directories.staff.nats.creds", "creds/reader.creds")
                        .openWithoutService()) {
            Path keeper = BucketAccounts.keeper(stage.deployment());
            new Scenario(
                            stage,
                            log,
                            List.of("--creds", keeper.toString()),
                            Map.of("directories.staff.nats.creds", "creds/reader.creds"))
                    .run(as(stage, keeper), as(stage, BucketAccounts.reader(stage.deployment())));
        }
    }

    private static Options.Builder at(Stage stage) {
        return Options.builder()
                .server(stage.server().url())
                .connectionTimeout(PATIENCE)
                .errorListener(new ErrorListener() {});
    }

    private static Options.Builder as(Stage stage, Path creds) {
        return at(stage).authHandler(Nats.credentials(creds.toString()));
    }

    /**
     * What is done with a bucket in any of the places.
     *
     * @param keeper how {@code gatehouse users} is told of whoever may change the bucket
     * @param connection the directory's, where it has one of its own
     */
    private record Scenario(Stage stage, LogCapture log, List<String> keeper, Map<String, String> connection) {
        void run(Options.Builder admin, Options.Builder reader) throws Exception {
            try (Connection keeping = Nats.connect(admin.build())) {
                keeping.keyValueManagement()
                        .create(KeyValueConfiguration.builder()
                                .name("USERS")
                                .storageType(StorageType.File)
                                .build());
                KeyValue bucket = keeping.keyValue("USERS");
                users("add", "anna", "--account", "APP1");
                stage.startService();
                await().atMost(PATIENCE).until(() -> KvServiceIT.mayLogIn(stage, "anna", "a1"));
                assertThat(KvServiceIT.mayLogIn(stage, "fred", "f1")).isTrue();
                assertNothingIsMissing();

                long mark = stage.server().log().mark();
                users("disable", "anna");
                await().atMost(PATIENCE).until(() -> isToldDisabled(mark));
                stage.assertRefused(stage.as("anna", "a1"));
                assertCannotWrite(reader, bucket);
            }
        }

        /** Whoever gets no answer is not let in either. */
        private boolean isToldDisabled(long mark) throws Exception {
            return !KvServiceIT.mayLogIn(stage, "anna", "a1")
                    && stage.server().log().linesAfter(mark).stream()
                            .anyMatch(line -> line.contains("returned an error: gatehouse: disabled"));
        }

        private void users(String... command) {
            Cli cli = new Cli(stage.deployment().dir())
                    .environment(Map.of("GATEHOUSE_NATS_PASSWORD", BucketStages.PASSWORD))
                    .piped("a1\n");
            Stream<String> place = Stream.concat(
                    Stream.of(
                            "users", "--kv", "USERS", "--server", stage.server().url()),
                    keeper.stream());
            assertThat(cli.run(Stream.concat(place, Stream.of(command)).toArray(String[]::new)))
                    .as(cli.err())
                    .isZero();
        }

        /** The service is ready and content, {@code gatehouse check} is too, and nats-server has refused nothing. */
        private void assertNothingIsMissing() throws Exception {
            Pages pages = Pages.of(stage.service());
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> ready = pages.get("/readyz");
                assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
                assertThat(ready.body()).doesNotContain("USERS");
            });
            assertThat(pages.metric("gatehouse_directory_outdated{directory=\"staff\",type=\"kv\"}"))
                    .isZero();
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                    .allMatch(line -> line.contains("1 user with a password in plain text"));
            Cli check = check();
            assertThat(check.out())
                    .contains("directory staff, bucket USERS: 1 user")
                    .doesNotContain("they can take requests away");
            assertThat(stage.server().log().lines()).noneMatch(line -> line.contains("Violation"));
        }

        private Cli check() {
            Deployment deployment = stage.deployment();
            Map<String, String> set = new LinkedHashMap<>(DIRECTORY);
            set.putAll(connection);
            set.put("directories.staff.bucket", "USERS");
            set.put("callout.directory_order", "staff,users");
            List<String> arguments =
                    new ArrayList<>(List.of("check", "-c", deployment.settings().toString()));
            arguments.addAll(List.of("--server", stage.server().url()));
            set.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
            Cli cli = new Cli(deployment.dir());
            assertThat(cli.run(arguments.toArray(String[]::new)))
                    .as(cli.out() + cli.err())
                    .isZero();
            return cli;
        }

        private void assertCannotWrite(Options.Builder reader, KeyValue bucket) throws Exception {
            long revision = bucket.get("anna").getRevision();
            long mark = stage.server().log().mark();
            try (Connection reading = Nats.connect(reader.build())) {
                for (String subject : WRITING) {
                    reading.publish(subject, new byte[0]);
                    stage.server()
                            .log()
                            .awaitAfter(mark, "Publish Violation .*Subject \"" + Pattern.quote(subject) + "\"");
                }
            }
            assertThat(bucket.get("anna").getRevision()).isEqualTo(revision);
            assertThat(bucket.keys()).containsExactly("anna");
        }
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse users} with a bucket on a real nats-server. */
@AgainstNatsServer
class UsersOfBucketIT {
    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private NatsServer server;
    private Connection admin;
    private KeyValue bucket;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start("""
                jetstream { store_dir: "${dir}/js" }
                accounts {
                  STAFF: { jetstream: enabled, users: [
                    { user: kv, password: "secret" }
                    { user: reader, password: "secret", permissions: {
                      publish: [ "$JS.API.STREAM.INFO.KV_USERS", "$JS.API.STREAM.MSG.GET.KV_USERS" ]
                      subscribe: "_INBOX.>"
                    } }
                    { user: deaf, password: "secret", permissions: { subscribe: "deaf.>" } }
                  ] }
                }
                """);
        admin = Nats.connect(Options.builder()
                .server(server.url())
                .userInfo("kv", "secret")
                .connectionTimeout(Mail.SOON)
                .build());
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("USERS")
                        .storageType(StorageType.Memory)
                        .build());
        bucket = admin.keyValue("USERS");
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        server.close();
    }

    private Cli cli() {
        return new Cli(folder).environment(Map.of("GATEHOUSE_NATS_PASSWORD", "secret"));
    }

    private int run(Cli cli, String... more) {
        return runAs("kv", cli, more);
    }

    private int runAs(String user, Cli cli, String... more) {
        String[] first = {"users", "--kv", "USERS", "--server", server.url(), "--user", user};
        String[] arguments = new String[first.length + more.length];
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return cli.run(arguments);
    }

    private String stored(String user) throws Exception {
        return new String(Objects.requireNonNull(bucket.get(KvKey.of(user)).getValue()), StandardCharsets.UTF_8);
    }

    @Test
    void addsChangesDisablesAndRemoves() throws Exception {
        Cli add = cli().piped("anna's secret\n");
        assertThat(run(add, "add", "anna@example.org", "--account", "APP1"))
                .as(add.err())
                .isZero();
        assertThat(bucket.keys()).containsExactly("anna=40example.org");
        assertThat(stored("anna@example.org"))
                .contains("\"account\":\"APP1\"", "$2")
                .doesNotContain("anna's secret");

        Cli again = cli().piped("x\n");
        assertThat(run(again, "add", "anna@example.org", "--account", "APP1")).isEqualTo(1);
        assertThat(again.err()).contains("already").doesNotContain("\tat ");

        assertThat(run(cli(), "set", "anna@example.org", "--groups", "staff")).isZero();
        assertThat(run(cli(), "disable", "anna@example.org")).isZero();
        assertThat(stored("anna@example.org"))
                .contains("\"groups\":[\"staff\"]", "\"disabled\":true", "\"account\":\"APP1\"");
        Cli list = cli();
        assertThat(run(list, "list")).isZero();
        assertThat(list.out()).isEqualToIgnoringNewLines("\"anna@example.org\"  APP1  disabled");
        assertThat(run(cli(), "enable", "anna@example.org")).isZero();
        assertThat(stored("anna@example.org")).doesNotContain("disabled");

        assertThat(run(cli(), "remove", "anna@example.org")).isZero();
        assertThat(bucket.get("anna=40example.org")).isNull();
        Cli gone = cli();
        assertThat(run(gone, "remove", "anna@example.org")).isEqualTo(1);
        assertThat(gone.err()).contains("there is no user \"anna@example.org\" in bucket USERS");
        assertThat(run(cli().piped("y\n"), "add", "anna@example.org", "--account", "APP2"))
                .as("who was removed can be added again")
                .isZero();
    }

    @Test
    void listsWhatKeepsUsersFromLoggingIn() {
        String key = SigningKey.generate(NkeyKind.USER).publicKey().text();
        assertThat(run(cli(), "add", "keyed", "--account", "APP1", "--nkey", key, "--no-password"))
                .isZero();
        assertThat(run(cli(), "add", "bare", "--no-password")).isZero();
        assertThat(run(cli().piped("x\n"), "add", "old", "--account", "APP1", "--expires", "2020-01-01T00:00:00Z"))
                .isZero();

        Cli list = cli();
        assertThat(run(list, "list")).isZero();
        assertThat(list.out().lines())
                .containsExactly("\"bare\"  -  neither password nor nkey", "\"keyed\"  APP1", "\"old\"  APP1  expired");
    }

    @Test
    void namesTheRightThatTheConnectionsUserLacks() {
        assertThat(run(cli(), "add", "anna", "--account", "APP1", "--no-password"))
                .isZero();

        Cli reader = cli();
        assertThat(runAs("reader", reader, "disable", "anna")).isEqualTo(1);
        assertThat(reader.err())
                .containsIgnoringCase("Permissions Violation for Publish to \"$KV.USERS.anna\"")
                .doesNotContain("\tat ");
        Cli deaf = cli();
        assertThat(runAs("deaf", deaf, "list")).isEqualTo(1);
        assertThat(deaf.err()).containsIgnoringCase("Permissions Violation for Subscription to \"_INBOX.");
    }

    @Test
    void storesPublicNkeysAndNothingElseInTheirPlace() throws Exception {
        String one = SigningKey.generate(NkeyKind.USER).publicKey().text();
        SigningKey two = SigningKey.generate(NkeyKind.USER);
        Cli add = cli();
        assertThat(run(add, "add", "sensor", "--account", "APP1", "--nkey", one, "--no-password"))
                .as(add.err())
                .isZero();
        assertThat(stored("sensor")).isEqualTo("{\"account\":\"APP1\",\"nkey\":\"" + one + "\"}");
        assertThat(run(cli(), "set", "sensor", "--nkey", one + "," + two.publicKey()))
                .isZero();
        assertThat(stored("sensor")).contains("\"nkey\":[\"" + one + "\",\"" + two.publicKey() + "\"]");

        Cli seed = cli();
        assertThat(run(seed, "set", "sensor", "--nkey", two.seed())).isEqualTo(1);
        assertThat(seed.err())
                .contains("--nkey is the user's public nkey (U...), and this is none", "before the command")
                .doesNotContain(two.seed());
        Cli account = cli();
        String other = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        assertThat(run(account, "set", "sensor", "--nkey", other)).isEqualTo(1);
        assertThat(run(cli(), "set", "sensor", "--unset", "nkey")).isZero();
        assertThat(stored("sensor")).isEqualTo("{\"account\":\"APP1\"}");
    }

    @Test
    void importsManyUsersOnceAndExportsThem() throws Exception {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < MANY; i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("\"ü")
                    .append(i)
                    .append("\": {\"pass\": \"p\", \"account\": \"APP1\"}");
        }
        Path file = Files.writeString(folder.resolve("users.json"), json.append("}"));
        bucket.put(KvKey.of("ü7"), "{\"account\":\"APP1\",\"pass\":\"p\"}");

        Cli first = cli();
        assertThat(run(first, "import", "users.json")).as(first.err()).isZero();
        assertThat(first.out()).contains("Stored " + (MANY - 1) + ", unchanged 1, left 0");
        Cli again = cli();
        assertThat(run(again, "import", "users.json")).isZero();
        assertThat(again.out()).contains("Stored 0, unchanged " + MANY + ", left 0");

        Cli export = cli();
        assertThat(run(export, "export", "again.json")).as(export.err()).isZero();
        assertThat(UsersFile.read(folder.resolve("again.json")).accounts())
                .isEqualTo(UsersFile.read(file).accounts());
        assertThat(UsersFile.read(folder.resolve("again.json")).size()).isEqualTo(MANY);
    }

    @Test
    void saysWhatIsWrongWithTheBucketOrTheLogin() {
        Cli missing = cli();
        assertThat(missing.run("users", "--kv", "NONE", "--server", server.url(), "--user", "kv", "list"))
                .isEqualTo(1);
        assertThat(missing.err())
                .contains("there is no bucket NONE", "nats kv add NONE")
                .doesNotContain("\tat ");
        Cli refused = new Cli(folder).environment(Map.of("GATEHOUSE_NATS_PASSWORD", "wrong"));
        assertThat(refused.run("users", "--kv", "USERS", "--server", server.url(), "--user", "kv", "list"))
                .isEqualTo(1);
        assertThat(refused.err()).contains("refuses our login").doesNotContain("\tat ", "wrong");
    }

    @Test
    void twoWhoChangeOneUserDoNotUndoEachOther() throws Exception {
        assertThat(run(cli().piped("x\n"), "add", "anna", "--account", "APP1")).isZero();
        long revision = bucket.get("anna").getRevision();
        assertThat(run(cli(), "set", "anna", "--account", "APP2")).isZero();
        await().until(() -> bucket.get("anna").getRevision() == revision + 1);
        assertThat(run(cli(), "set", "anna", "--account", "APP2")).isZero();
        assertThat(bucket.get("anna").getRevision()).as("nothing to change").isEqualTo(revision + 1);
    }
}

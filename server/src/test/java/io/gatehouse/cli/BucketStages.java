package io.gatehouse.cli;

import io.gatehouse.cli.init.Deployment;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.util.List;
import java.util.stream.Stream;

/** Stages with a directory {@code staff} before the users file, in a bucket of an account of its own. */
final class BucketStages {
    static final String PASSWORD = "kv-secret";

    private static final String ACCOUNT = """
            accounts {
              DIRECTORY: { jetstream: enabled, users: [ { user: kv, password: %s } ] }
            """.formatted(PASSWORD);

    private BucketStages() {}

    /** In config mode, with fred of APP2 in the users file; the type of the directory is still to be said. */
    static Stage.Builder config(String bucket) {
        return Stage.config()
                .users("{\"fred\": {\"pass\": \"f1\", \"account\": \"APP2\"}}")
                .set("directories.staff.bucket", bucket)
                .set("directories.staff.nats.user", "kv")
                .set("directories.staff.nats.password", PASSWORD)
                .set("callout.directory_order", "staff,users");
    }

    /** The options of a command that has the stage's directory, of type kv, as the service has it. */
    static List<String> options(Stage stage) {
        return Stream.of(
                        "nats.url=" + stage.server().url(),
                        "directories.staff.type=kv",
                        "directories.staff.bucket=USERS",
                        "directories.staff.nats.user=kv",
                        "directories.staff.nats.password=" + PASSWORD,
                        "directories.staff.match.user=s-*",
                        "callout.directory_order=staff,users")
                .flatMap(key -> Stream.of("--set", key))
                .toList();
    }

    /** The server's configuration with the account of the bucket. */
    static String withAccount(Deployment deployment, String conf) {
        return conf.replace("accounts {\n", ACCOUNT)
                        .replace("auth_users: [ gatehouse, sys ]", "auth_users: [ gatehouse, sys, kv ]")
                + "\njetstream { store_dir: \"" + deployment.dir().resolve("js") + "\" }\n";
    }

    static Connection admin(Stage stage) throws Exception {
        return Nats.connect(Options.builder()
                .server(stage.server().url())
                .userInfo("kv", PASSWORD)
                .build());
    }

    static KeyValue bucket(Connection admin, String name) throws Exception {
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name(name)
                        .storageType(StorageType.Memory)
                        .build());
        return admin.keyValue(name);
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * One configuration in which certificates, nkeys, tokens, a bucket and a file are asked in turn, each for an account of its own, and a client
 * of each.
 */
final class FiveDirectories {
    /** In the configuration, in the order in which they are asked; each has an account of its name. */
    enum Named {
        DEVICES,
        MACHINES,
        API,
        STAFF,
        USERS
    }

    private static final String BUCKET = "USERS";
    private static final String LABELS = "{directory=\"staff\",type=\"kv\"}";

    private static final String USERS = """
            {"fred": {"pass": "f1", "account": "USERS"}, "s-ghost": {"pass": "g1", "account": "USERS"}}
            """;

    private static final String SETTINGS = """
            directories:
              devices:
                type: certificate
                identity: cn
                issuers: ISSUERS
                names: {realm: people}
              machines:
                type: nkey
                keys:
                  ci-bot: {nkey: NKEY, account: MACHINES}
                names: {realm: people}
              api:
                type: token
                path: TOKENS
                names: {realm: people}
              staff:
                type: kv
                bucket: USERS
                match: {user: "s-*"}
                names: {realm: people}
                nats: {user: kv, password: kv-secret}
            """;

    private static final String RULES = """
            rules:
              devices:
                if: {directory: devices}
                give: {account: DEVICES}
              everybody:
                give: {permissions: {pub: {allow: ">"}, sub: {allow: ">"}}}
            """;

    private static final String SERVICE_LOGIN = "  user: gatehouse\n  password_file: creds/service.password\n";

    private final SigningKey service = SigningKey.generate(NkeyKind.USER);
    private final SigningKey machine = SigningKey.generate(NkeyKind.USER);
    private final Path folder;
    private final CertificatePki pki;
    private final SSLContext device;
    private final String token;

    private FiveDirectories(Path folder) throws Exception {
        this.folder = folder;
        this.pki = CertificatePki.create(folder);
        this.device = pki.client("sensor").context(pki.root().certificate());
        this.token = issue(folder);
    }

    static FiveDirectories in(Path folder) throws Exception {
        return new FiveDirectories(folder);
    }

    private static String issue(Path folder) {
        Cli cli = new Cli(folder);
        int code = cli.run("tokens", "issue", "--file", "tokens.json", "--name", "robot", "--account", "API");
        assertThat(code).as(cli.err()).isZero();
        return cli.out().strip();
    }

    /** The service's own user is one with an nkey, so that the server sends a nonce; wrong credentials are not limited. */
    Stage.Builder stage() {
        return Stage.config()
                .on(ServerUnderTest.of(CertificatePki.KNOWS_OPTIONAL))
                .accounts("DEVICES", "MACHINES", "API", "STAFF", "USERS")
                .users(USERS)
                .prepared(deployment ->
                        Files.writeString(deployment.settings(), settings(Files.readString(deployment.settings()))))
                .set("nats.nkey", service.seed())
                .set("directories.users.names.realm", "people")
                .set("failures.per_user_and_source", "0")
                .set("failures.per_user", "0")
                .set("failures.per_source", "0")
                .set("http.listen", "127.0.0.1:0")
                .serverConf(this::conf);
    }

    private String settings(String yaml) {
        String ours = SETTINGS.replace("ISSUERS", pki.file("clients-ca.pem").toString())
                .replace("NKEY", machine.publicKey().text())
                .replace("TOKENS", tokens().toString());
        return yaml.replace(SERVICE_LOGIN, "").replace("directories:\n", ours) + RULES;
    }

    private String conf(String conf) {
        return conf.replaceFirst("user: gatehouse, password: \"[^\"]*\"", "nkey: " + service.publicKey())
                        .replace(
                                "auth_users: [ gatehouse, sys ]",
                                "auth_users: [ " + service.publicKey() + ", sys, kv ]")
                        .replace(
                                "accounts {\n",
                                "accounts {\n  DIRECTORY: { jetstream: enabled,"
                                        + " users: [ { user: kv, password: kv-secret } ] }\n")
                + pki.conf(CertificatePki.OPTIONAL) + "allow_non_tls: true\n" + jetStream(folder.resolve("jetstream"));
    }

    /** A line of the server's configuration. */
    static String jetStream(Path store) {
        return "jetstream { store_dir: \"" + store + "\" }\n";
    }

    /** The line of {@link #stage}. */
    String jetStream() {
        return jetStream(folder.resolve("jetstream"));
    }

    /** Whoever may change the bucket; over a reconnecting connection, which outlives a restart of the server. */
    static Connection admin(Stage stage) throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(stage.server().url())
                .connectionTimeout(Mail.SOON)
                .userInfo("kv", "kv-secret")
                .maxReconnects(-1)
                .build());
    }

    /** Makes the bucket, with who is to be in it. */
    static void fill(Connection admin, int replicas) throws Exception {
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name(BUCKET)
                        .storageType(StorageType.File)
                        .replicas(replicas)
                        .build());
        KeyValue users = admin.keyValue(BUCKET);
        users.put("s-gone", "{\"pass\": \"g1\", \"account\": \"STAFF\"}");
        users.delete("s-gone");
        users.put("s-dora", "{\"pass\": \"d1\", \"account\": \"STAFF\", \"disabled\": true}");
        users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"STAFF\"}");
    }

    static void delete(Connection admin) throws Exception {
        admin.keyValueManagement().delete(BUCKET);
    }

    /** A file with the seed that the client of {@link Named#MACHINES} signs with. */
    Path seed() throws IOException {
        return Files.writeString(folder.resolve("machine.nk"), machine.seed() + "\n");
    }

    String token() {
        return token;
    }

    /** Where the clients of {@link Named#DEVICES} have their certificates from. */
    CertificatePki pki() {
        return pki;
    }

    /** The tokens of {@link Named#API}. */
    Path tokens() {
        return folder.resolve("tokens.json");
    }

    /** What a client of a directory sets. */
    Options.Builder client(Stage stage, Named directory) {
        return switch (directory) {
            case DEVICES -> stage.clear().sslContext(device);
            case MACHINES ->
                stage.clear()
                        .authHandler(Nats.staticCredentials(null, machine.seed().toCharArray()));
            case API -> stage.clear().token(token.toCharArray());
            case STAFF -> stage.as("s-anna", "a1");
            case USERS -> stage.as("fred", "f1");
        };
    }

    /** Logs in as the client of a directory, and asserts that it was that directory that let it in. */
    Client logIn(Stage stage, Named directory) throws Exception {
        Client client = new Client(client(stage, directory));
        String who = Mail.text(client.connection()
                .request("$SYS.REQ.USER.INFO", new byte[0], Mail.SOON)
                .getData());
        assertThat(who).contains("\"account\":\"" + directory + "\"");
        return client;
    }

    /** Whether all of the bucket is known, and is followed. */
    static boolean isFollowed(Pages pages) throws Exception {
        return !isAway(pages) && pages.metric("gatehouse_directory_users" + LABELS) == 2;
    }

    /** Whether the service says that the bucket cannot be followed. */
    static boolean isAway(Pages pages) throws Exception {
        return pages.metric("gatehouse_directory_outdated" + LABELS) == 1;
    }
}

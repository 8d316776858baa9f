package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One configuration in which directories of every type are asked in turn, each with its real backend, for an account and rights of its
 * own, and a client of each.
 */
final class EveryDirectory implements AutoCloseable {
    /** What each user of a directory with passwords has. */
    static final String PASSWORD = "canary-of-a-client";

    /** In the configuration, in the order in which they are asked; each has an account of its name. */
    enum Named {
        DEVICES,
        SSO,
        // Service accounts of a Kubernetes cluster: tokens as well, told from those of SSO by their issuer.
        PEOPLE,
        STAFF,
        WEB,
        MACHINES,
        BUCKET,
        USERS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where its clients may publish, and others may not. */
        String subject() {
            return word() + (this == PEOPLE ? ".seller.new" : ".new");
        }

        /** One whose rights its clients have not. */
        Named another() {
            return this == USERS ? WEB : USERS;
        }
    }

    /** Secrets by which Gatehouse is known to the backends, and the words that stand for them in the settings. */
    static final Map<String, String> SECRETS = Map.of(
            "LDAP_SECRET", "canary-of-the-bind",
            "POSTGRES_SECRET", "canary-of-the-url",
            "TOKEN_SECRET", "canary-of-the-token",
            "HEADER_SECRET", "canary-of-the-header",
            "QUERY_SECRET", "canary-of-the-query",
            "KV_SECRET", "canary-of-the-bucket");

    private static final String USERS = """
            {"fred": {"pass": "plain:PASSWORD", "account": "USERS", "permissions": {"pub": {"allow": ["users.>"]}}}}
            """;

    private static final String SETTINGS = """
            directories:
              devices:
                type: certificate
                identity: cn
                issuers: ISSUERS
                names: {prefix: "dev:"}
              sso:
                type: oidc
                names: {prefix: "sso:"}
                issuer:
                  url: PROVIDER
                  audiences: nats
                  claim_mappings: {username: {claim: sub}, groups: {claim: groups}}
              people:
                type: ldap
                implementation: openldap
                address: ldap://127.0.0.1:LDAP_PORT
                base_dn: dc=example,dc=org
                additional_users_dn: ou=people
                additional_groups_dn: ou=groups
                user: cn=gatehouse,dc=example,dc=org
                password_file: ldap.password
                attributes: {job: employeeType}
                match: {user: "ldap-*"}
                names: {prefix: "people:"}
              staff:
                type: postgres
                url: postgresql://gatehouse:POSTGRES_SECRET@127.0.0.1:POSTGRES_PORT/postgres
                query: SELECT name, password, account, permissions FROM users WHERE name = :user
                listen: gatehouse_users
                match: {user: "pg-*"}
                names: {prefix: "staff:"}
              web:
                type: http
                url: http://127.0.0.1:WEB_PORT/login?key=QUERY_SECRET
                auth: {token_file: web.token}
                headers: {X-Api-Key: HEADER_SECRET}
                match: {user: "web-*"}
                names: {prefix: "web:"}
              machines:
                type: http
                mode: status
                method: get
                url: http://127.0.0.1:WEB_PORT/basic
                match: {user: "machine-*"}
                names: {prefix: "machines:"}
              bucket:
                type: kv
                bucket: USERS
                match: {user: "kv-*"}
                names: {prefix: "bucket:"}
                nats: {user: kv, password: KV_SECRET}
            """;

    /** What those get whose directory says who they are, and not what they may. */
    private static final String RULES = """
            rules:
              devices:
                if: {directory: devices}
                give: {account: DEVICES, permissions: {pub: {allow: "devices.>"}}}
              sso:
                if: {directory: sso, group: staff}
                give: {account: SSO, permissions: {pub: {allow: "sso.>"}}}
              people:
                if: {directory: people, group: orders}
                give: {account: PEOPLE, permissions: {pub: {allow: "people.{{attribute(job)}}.>"}}}
              machines:
                if: {directory: machines}
                give: {account: MACHINES, permissions: {pub: {allow: "machines.>"}}}
              everybody:
                give: {permissions: {pub: {allow: "$SYS.REQ.USER.INFO"}, sub: {allow: "_INBOX.>"}}}
            """;

    /** Signatures of tokens that clients have logged in with. */
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();

    private final Path folder;
    private final CertificatePki pki;
    private final SSLContext device;
    private final OidcProvider provider;
    private final PeopleServer people;
    private final StaffDatabase staff;
    private final WebService web;

    private EveryDirectory(Path folder) throws Exception {
        this.folder = folder;
        pki = CertificatePki.create(folder);
        device = pki.client("sensor").context(pki.root().certificate());
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        people = PeopleServer.start(secret("LDAP_SECRET"));
        staff = StaffDatabase.start(secret("POSTGRES_SECRET"));
        web = new WebService(secret("TOKEN_SECRET"), secret("HEADER_SECRET"));
    }

    /** Starts the backends. */
    static EveryDirectory in(Path folder) throws Exception {
        return new EveryDirectory(folder);
    }

    private static String secret(String word) {
        return Objects.requireNonNull(SECRETS.get(word));
    }

    /** Nothing is remembered, and wrong credentials are not limited: every login asks. */
    Stage.Builder stage() {
        return Stage.config()
                .on(ServerUnderTest.of(CertificatePki.KNOWS_OPTIONAL))
                .accounts(Stream.of(Named.values()).map(Named::name).toArray(String[]::new))
                .users(USERS.replace("PASSWORD", PASSWORD))
                .prepared(deployment -> {
                    Files.writeString(deployment.dir().resolve("ldap.password"), secret("LDAP_SECRET"));
                    Files.writeString(deployment.dir().resolve("web.token"), secret("TOKEN_SECRET"));
                    Files.writeString(deployment.settings(), settings(Files.readString(deployment.settings())));
                })
                .set("cache.ttl", "0s")
                .set("cache.negative_ttl", "0s")
                .set("failures.per_user_and_source", "0")
                .set("failures.per_user", "0")
                .set("failures.per_source", "0")
                .set("http.listen", "127.0.0.1:0")
                .serverConf(this::conf);
    }

    private String settings(String yaml) {
        String ours = SETTINGS.replace("ISSUERS", pki.file("clients-ca.pem").toString())
                .replace("PROVIDER", provider.issuer())
                .replace("LDAP_PORT", String.valueOf(people.server().address().getPort()))
                .replace("POSTGRES_PORT", String.valueOf(staff.server().port()))
                .replace("WEB_PORT", String.valueOf(web.port()));
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            ours = ours.replace(secret.getKey(), secret.getValue());
        }
        return yaml.replace("directories:\n", ours) + RULES;
    }

    private String conf(String conf) {
        String user = "{ user: kv, password: " + secret("KV_SECRET") + " }";
        return conf.replace("auth_users: [ gatehouse, sys ]", "auth_users: [ gatehouse, sys, kv ]")
                        .replace(
                                "accounts {\n",
                                "accounts {\n  DIRECTORY: { jetstream: enabled, users: [ " + user + " ] }\n")
                + pki.conf(CertificatePki.OPTIONAL)
                + "allow_non_tls: true\n" + FiveDirectories.jetStream(folder.resolve("jetstream"));
    }

    /** Makes the bucket with its one user. */
    @SuppressWarnings("try") // closing may be interrupted
    static void fill(Stage stage) throws Exception {
        try (Connection admin =
                Nats.connect(stage.clear().userInfo("kv", secret("KV_SECRET")).build())) {
            admin.keyValueManagement()
                    .create(KeyValueConfiguration.builder().name("USERS").build());
            admin.keyValue("USERS")
                    .put(
                            "kv-dora",
                            "{\"pass\": \"plain:" + PASSWORD + "\", \"account\": \"BUCKET\","
                                    + " \"permissions\": {\"pub\": {\"allow\": [\"bucket.>\"]}}}");
        }
    }

    /** The user name of a directory's client; null where it has none. */
    private static @Nullable String user(Named directory) {
        return switch (directory) {
            case DEVICES, SSO -> null;
            case PEOPLE -> "ldap-carla";
            case STAFF -> "pg-bert";
            case WEB -> "web-anna";
            case MACHINES -> "machine-press";
            case BUCKET -> "kv-dora";
            case USERS -> "fred";
        };
    }

    /** What a client of a directory sets. */
    Options.Builder client(Stage stage, Named directory) throws IOException, InterruptedException {
        String user = user(directory);
        if (user != null) {
            return stage.as(user, PASSWORD);
        }
        return directory == Named.DEVICES
                ? stage.clear().sslContext(device)
                : stage.clear().token(token("alice").toCharArray());
    }

    private String token(String client) throws IOException, InterruptedException {
        String token = provider.token(client);
        signatures.add(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    /** What no text may have in it of the tokens that clients have presented. */
    Collection<String> signatures() {
        return List.copyOf(signatures);
    }

    /** The same with a credential that is not right; a certificate of another authority for a device. */
    Options.Builder stranger(Stage stage, Named directory) throws Exception {
        String user = user(directory);
        if (user != null) {
            return stage.as(user, "wrong");
        }
        if (directory == Named.DEVICES) {
            return stage.clear()
                    .sslContext(pki.root()
                            .issue(CertificateRequest.of("sensor"))
                            .context(pki.root().certificate()));
        }
        String token = token("alice");
        String other = token("bob");
        String forged = token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        return stage.clear().token(forged.toCharArray());
    }

    /** Logs in as the client of a directory, and asserts that it has the rights that this directory gives, and no others. */
    Client logIn(Stage stage, Named directory) throws Exception {
        Client client = new Client(client(stage, directory));
        String who = Mail.text(client.connection()
                .request("$SYS.REQ.USER.INFO", new byte[0], Mail.SOON)
                .getData());
        assertThat(who).contains("\"account\":\"" + directory + "\"");
        client.says(directory.subject());
        client.mayNotSay(directory.another().subject());
        return client;
    }

    /** Ends the backend of a directory. */
    void stop(Named directory) {
        switch (directory) {
            case PEOPLE -> people.server().stop();
            case STAFF -> staff.server().stop();
            case WEB, MACHINES -> web.stop();
            case SSO -> provider.close();
            default -> throw new IllegalArgumentException(directory + " has no backend of its own");
        }
    }

    /** Starts it again. */
    void begin(Named directory) {
        switch (directory) {
            case PEOPLE -> people.server().begin();
            case STAFF -> staff.server().restart();
            case WEB, MACHINES -> web.begin();
            default -> throw new IllegalArgumentException(directory + " cannot be started again");
        }
    }

    @Override
    public void close() {
        web.close();
        staff.close();
        people.close();
        provider.close();
    }
}

package io.gatehouse.cli;

import static io.gatehouse.cli.EverySettings.secret;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        /** Service accounts of a cluster: tokens as well, told from those of SSO by their issuer. Only where there is one. */
        PODS,
        /** Tokens that only their issuer knows, and is asked about with a bearer token. */
        PARTNERS,
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
            return word()
                    + switch (this) {
                        case PEOPLE -> ".seller.new";
                        case PODS -> ".invoicer.new";
                        default -> ".new";
                    };
        }

        /** One whose rights its clients have not. */
        Named another() {
            return this == USERS ? WEB : USERS;
        }
    }

    /** The one that the provider has for the client {@code gatehouse}, which may ask it about tokens. */
    static final String CLIENT_SECRET = "gatehouse-secret";

    private static final String USERS = """
            {"fred": {"pass": "plain:PASSWORD", "account": "USERS", "permissions": {"pub": {"allow": ["users.>"]}}}}
            """;

    /** Of tokens that clients have logged in with, what nobody may see: the signature, or all of it. */
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();

    private final Path folder;
    private final CertificatePki pki;
    private final SSLContext device;
    private final OidcProvider provider;
    private final PeopleServer people;
    private final StaffDatabase staff;
    private final WebService web;
    private final @Nullable PodCluster pods;

    private EveryDirectory(Path folder, @Nullable PodCluster pods) throws Exception {
        this.folder = folder;
        this.pods = pods;
        pki = CertificatePki.create(folder);
        device = pki.client("sensor").context(pki.root().certificate());
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        people = PeopleServer.start(secret("LDAP_SECRET"));
        staff = StaffDatabase.start(secret("POSTGRES_SECRET"));
        web = new WebService(secret("TOKEN_SECRET"), secret("HEADER_SECRET"), secret("PARTNERS_SECRET"));
    }

    /** Starts the backends, but for a cluster. */
    static EveryDirectory in(Path folder) throws Exception {
        return new EveryDirectory(folder, null);
    }

    /** Starts all backends. */
    static EveryDirectory withPods(Path folder) throws Exception {
        return new EveryDirectory(folder, PodCluster.start());
    }

    /** Those that are configured. */
    Set<Named> named() {
        return pods == null ? EnumSet.complementOf(EnumSet.of(Named.PODS)) : EnumSet.allOf(Named.class);
    }

    private PodCluster pods() {
        return Objects.requireNonNull(pods);
    }

    /** Nothing is remembered, and wrong credentials are not limited: every login asks. */
    Stage.Builder stage() {
        return Stage.config()
                .on(ServerUnderTest.of(CertificatePki.KNOWS_OPTIONAL))
                .accounts(named().stream().map(Named::name).toArray(String[]::new))
                .users(USERS.replace("PASSWORD", PASSWORD))
                .prepared(deployment -> {
                    Files.writeString(deployment.dir().resolve("ldap.password"), secret("LDAP_SECRET"));
                    Files.writeString(deployment.dir().resolve("web.token"), secret("TOKEN_SECRET"));
                    Files.writeString(deployment.dir().resolve("sso.secret"), CLIENT_SECRET);
                    if (pods != null) {
                        Files.writeString(deployment.dir().resolve("pods.token"), pods.own());
                    }
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
        Map<String, String> places = Map.of(
                "ISSUERS", pki.file("clients-ca.pem").toString(),
                "PROVIDER", provider.issuer(),
                "LDAP_PORT", String.valueOf(people.server().address().getPort()),
                "POSTGRES_PORT", String.valueOf(staff.server().port()),
                "WEB_PORT", String.valueOf(web.port()));
        return EverySettings.in(yaml, places, pods);
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

    /** Makes the bucket with its one user, and one that instances may share answers in. */
    @SuppressWarnings("try") // closing may be interrupted
    static void fill(Stage stage) throws Exception {
        try (Connection admin =
                Nats.connect(stage.clear().userInfo("kv", secret("KV_SECRET")).build())) {
            admin.keyValueManagement()
                    .create(KeyValueConfiguration.builder().name("USERS").build());
            admin.keyValueManagement()
                    .create(KeyValueConfiguration.builder().name("SHARED").build());
            admin.keyValue("USERS")
                    .put(
                            "kv-dora",
                            "{\"pass\": \"plain:" + PASSWORD + "\", \"account\": \"BUCKET\","
                                    + " \"permissions\": {\"pub\": {\"allow\": [\"bucket.>\"]}}}");
        }
    }

    /** The user name of a directory's client; null where it has none. */
    static @Nullable String user(Named directory) {
        return switch (directory) {
            case DEVICES, SSO, PODS -> null;
            case PARTNERS -> "partner";
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
                : bringing(stage, directory == Named.PODS ? pods().token() : provider.token("alice"));
    }

    /** A JWT of {@link Named#SSO}, which is good for an hour. */
    String token() throws IOException, InterruptedException {
        String token = provider.token("alice");
        signatures.add(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    /** One of {@link Named#PODS}, which is good for an hour. */
    String podToken() {
        return pods().token();
    }

    /** A token by which Gatehouse itself is known to the API server, beside the one that it has. */
    String ownPodToken() throws IOException {
        return pods().api().token("gatehouse", "gatehouse", "", "");
    }

    PeopleServer people() {
        return people;
    }

    StaffDatabase staff() {
        return staff;
    }

    /** A client of {@link Named#SSO} whose token is no JWT, so that the provider is asked about it. */
    Options.Builder opaqueClient(Stage stage) throws IOException, InterruptedException {
        return bringing(stage, provider.opaqueToken("alice"));
    }

    /** One whose token is nobody's. */
    Options.Builder opaqueStranger(Stage stage) {
        return bringing(stage, "canary-of-no-token");
    }

    private Options.Builder bringing(Stage stage, String token) {
        signatures.add(token.substring(token.lastIndexOf('.') + 1));
        return stage.clear().token(token.toCharArray());
    }

    /** A token with the signature of another. */
    static String forged(String token, String other) {
        return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
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
        return bringing(
                stage,
                directory == Named.PODS ? pods().forged() : forged(provider.token("alice"), provider.token("bob")));
    }

    /** Logs in as the client of a directory, and asserts that it has the rights that this directory gives, and no others. */
    static Client logIn(Options.Builder as, Named directory) throws Exception {
        Client client = new Client(as);
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
            case WEB, MACHINES, PARTNERS -> web.stop();
            case SSO -> provider.close();
            case PODS -> pods().api().stop();
            default -> throw new IllegalArgumentException(directory + " has no backend of its own");
        }
    }

    /** Starts it again. */
    void begin(Named directory) {
        switch (directory) {
            case PEOPLE -> people.server().begin();
            case STAFF -> staff.server().restart();
            case WEB, MACHINES, PARTNERS -> web.begin();
            case PODS -> pods().api().begin();
            default -> throw new IllegalArgumentException(directory + " cannot be started again");
        }
    }

    @Override
    public void close() {
        web.close();
        staff.close();
        people.close();
        provider.close();
        if (pods != null) {
            pods.close();
        }
    }
}

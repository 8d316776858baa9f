package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.testbed.ClientProgram;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users with nkeys, users with API tokens and users of a file in one chain, with the client libraries of NATS. */
@Tag("heavy")
@AgainstNatsServer
@NeedsTool({"client-go", "client-js", "client-py"})
class NkeysAndTokensIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final SigningKey SERVICE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey CONFIGURED = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey OF_A_FILE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey STRANGER = SigningKey.generate(NkeyKind.USER);

    @TempDir
    private Path folder;

    private Path tokens() {
        return folder.resolve("tokens.json");
    }

    private Path seed(SigningKey key) throws IOException {
        return Files.writeString(folder.resolve(key.publicKey().text()), key.seed() + "\n");
    }

    /** What the command prints on the standard output. */
    private String issue(String... options) {
        Cli cli = new Cli(folder);
        String[] arguments = Stream.concat(Stream.of("tokens", "issue", "--file", "tokens.json"), Stream.of(options))
                .toArray(String[]::new);
        assertThat(cli.run(arguments)).as(cli.err()).isZero();
        return cli.out().strip();
    }

    private Stage.Builder chain(Stage.Builder stage) throws IOException {
        Files.writeString(
                folder.resolve("machines.json"),
                "{\"sensor\": {\"nkey\": \"%s\", \"account\": \"APP2\"}}".formatted(OF_A_FILE.publicKey()));
        return stage.users("{\"alice\": {\"pass\": \"alice\", \"account\": \"APP1\"}}")
                .prepared(deployment -> {
                    String yaml = Files.readString(deployment.settings());
                    Files.writeString(deployment.settings(), yaml.replace("directories:\n", """
                            directories:
                              machines:
                                type: nkey
                                path: %s
                                reload: 20ms
                                keys:
                                  ci-bot: {nkey: %s, account: APP1, groups: [ci]}
                              api:
                                type: token
                                path: %s
                                reload: 20ms
                            """.formatted(
                                    folder.resolve("machines.json"), CONFIGURED.publicKey(), tokens())));
                });
    }

    /** The service's own user is one with an nkey, so that the server sends a nonce. */
    private Stage.Builder config() throws IOException {
        return chain(Stage.config())
                .prepared(deployment -> {
                    String yaml = Files.readString(deployment.settings());
                    Files.writeString(
                            deployment.settings(),
                            yaml.replace("  user: gatehouse\n  password_file: creds/service.password\n", ""));
                })
                .set("nats.nkey", SERVICE.seed())
                .serverConf(conf -> conf.replaceFirst(
                                "user: gatehouse, password: \"[^\"]*\"", "nkey: " + SERVICE.publicKey())
                        .replace("auth_users: [ gatehouse,", "auth_users: [ " + SERVICE.publicKey() + ","));
    }

    private static boolean isIn(Library library, Stage stage, String... options) {
        // The libraries' own two seconds are too few on a busy machine; nats.java notices a refusal no sooner.
        String[] patient = Stream.concat(Stream.of(options), Stream.of("--connect-timeout", "5000"))
                .toArray(String[]::new);
        try (ClientProgram program = library.start(stage, patient)) {
            return program.await("connected|refused", 0, PATIENCE).contains("connected");
        }
    }

    /** Whether the client of each library is let in. */
    private static Map<Library, Boolean> outcome(Stage stage, String... options) {
        Map<Library, Boolean> outcome = new LinkedHashMap<>();
        for (Library library : Library.values()) {
            outcome.put(library, isIn(library, stage, options));
        }
        return outcome;
    }

    private static void allAre(boolean in, Stage stage, String... options) {
        assertThat(outcome(stage, options))
                .as(String.join(" ", List.of(options).subList(0, 1)))
                .allSatisfy((library, one) ->
                        assertThat(one).as("%s with %s", library, options[0]).isEqualTo(in));
    }

    @Test
    void configModeLetsInByNkeyTokenAndPassword() throws Exception {
        String token = issue("--name", "robot", "--account", "APP2");
        try (Stage stage = config().open()) {
            allAre(true, stage, "--nkey", seed(CONFIGURED).toString());
            allAre(true, stage, "--nkey", seed(OF_A_FILE).toString());
            allAre(false, stage, "--nkey", seed(STRANGER).toString());
            allAre(true, stage, "--token", token);
            allAre(true, stage, "--user", "anybody", "--password", token);
            allAre(false, stage, "--token", token.substring(0, 42) + (token.endsWith("x") ? "y" : "x"));
            allAre(true, stage, "--user", "alice", "--password", "alice");
        }
    }

    @Test
    void operatorModeWithADefaultSentinelDoesToo() throws Exception {
        String token = issue("--name", "robot", "--account", "APP2");
        try (Stage stage = chain(Stage.operator().defaultSentinel()).open()) {
            allAre(true, stage, "--nkey", seed(CONFIGURED).toString());
            allAre(false, stage, "--nkey", seed(STRANGER).toString());
            allAre(true, stage, "--token", token);
            allAre(true, stage, "--user", "alice", "--password", "alice");
        }
    }

    private static Stage.Builder withTwoAccounts(Stage.Builder stage) {
        return stage.set("callout.account_separator", "/")
                .set("rules.both.if.directory", "machines,api")
                .set("rules.both.give.account", "APP1,APP2")
                .set("rules.all.give.permissions.pub.allow", ">")
                .set("rules.all.give.permissions.sub.allow", ">");
    }

    private static Options.Builder signed(Stage stage) {
        return stage.clear()
                .authHandler(Nats.staticCredentials(null, CONFIGURED.seed().toCharArray()));
    }

    private static void nkeyAndTokenNameTheirAccounts(Stage stage, String token) throws Exception {
        AskedAccounts.assertGiven(
                stage.as("alice", "alice"),
                signed(stage).userInfo("/APP1", ""),
                signed(stage).userInfo("/APP2", ""));
        AskedAccounts.assertGiven(stage.as("alice", "alice"), stage.as("/APP1", token), stage.as("/APP2", token));
        Refusal.of(signed(stage).userInfo("/SYS", ""), stage, "gatehouse: account_not_granted");
        Refusal.of(stage.as("/SYS", token), stage, "gatehouse: account_not_granted");
        Silence.of(signed(stage), stage, Drop.RULES_CONFLICT);
        Silence.of(stage.clear().token(token.toCharArray()), stage, Drop.RULES_CONFLICT);
    }

    @Test
    void aLoginWithAnNkeyOrATokenNamesOneOfSeveralAccounts() throws Exception {
        String token = issue("--name", "robot", "--account", "APP2");
        try (Stage stage = withTwoAccounts(config()).open()) {
            nkeyAndTokenNameTheirAccounts(stage, token);
            tokenBesideAUserNamesItsAccount(stage, token);
        }
        try (Stage stage =
                withTwoAccounts(chain(Stage.operator().defaultSentinel())).open()) {
            nkeyAndTokenNameTheirAccounts(stage, token);
        }
    }

    /** nats.java takes either a user name or a token; nats.go sends both. */
    private static void tokenBesideAUserNamesItsAccount(Stage stage, String token) throws Exception {
        assertThat(isIn(Library.NATS_GO, stage, "--token", token, "--user", "/APP2"))
                .isTrue();
        assertThat(isIn(Library.NATS_GO, stage, "--token", token, "--user", "/SYS"))
                .isFalse();
        try (Client there = new Client(stage.as("/APP2", token));
                LineClient line = LineClient.at(stage.server().port())) {
            Client.Heard heard = there.hears("news");
            assertThat(line.connect("\"user\":\"/APP2\",\"auth_token\":\"" + token + '"')
                            .isIn())
                    .isTrue();
            line.send("PUB news 7\r\nof APP2");
            assertThat(heard.text()).isEqualTo("of APP2");
        }
    }

    /** nats.py too: of what it sends beside credentials there is only the token. */
    @Test
    void operatorModeTakesATokenBesideTheSentinelsFile() throws Exception {
        String token = issue("--name", "robot", "--account", "APP2");
        try (Stage stage = chain(Stage.operator()).open()) {
            String sentinel = String.valueOf(stage.sentinel());
            allAre(true, stage, "--token", token, "--creds", sentinel);
        }
    }

    @Test
    void aRevokedTokenIsRefusedAtItsNextLogin() throws Exception {
        String token = issue("--name", "robot", "--account", "APP2");
        try (Stage stage = config().open()) {
            assertThat(isIn(Library.NATS_GO, stage, "--token", token)).isTrue();
            assertThat(isIn(Library.NATS_GO, stage, "--token", token)).isTrue();

            ServiceCounters counters = stage.service().counters();
            long before = counters.reloads();
            Cli cli = new Cli(folder);
            assertThat(cli.run("tokens", "revoke", "--file", "tokens.json", "robot"))
                    .isZero();
            await().atMost(PATIENCE).until(() -> counters.reloads() > before);

            long mark = stage.server().log().mark();
            assertThat(isIn(Library.NATS_GO, stage, "--token", token)).isFalse();
            stage.server().log().awaitAfter(mark, "returned an error: gatehouse: disabled");
        }
    }

    /** What the tests above make of it: without an nkey user the server sends no nonce, and clients give up by themselves. */
    @Test
    void withoutAnNkeyUserTheServerSendsNoNonce() throws Exception {
        issue("--name", "robot", "--account", "APP2");
        try (Stage stage = chain(Stage.config()).open()) {
            long asked = stage.service().counters().requests();
            assertThat(isIn(Library.NATS_GO, stage, "--nkey", seed(CONFIGURED).toString()))
                    .isFalse();
            assertThat(stage.service().counters().requests()).isEqualTo(asked);
        }
    }
}

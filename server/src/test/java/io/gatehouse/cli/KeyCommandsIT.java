package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code gatehouse keys add}, {@code promote} and {@code retire} at a cluster of three servers in operator mode, while a user logs in 200
 * times a second; none of these logins is lost.
 */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("try") // a cluster that is there, and not asked
class KeyCommandsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String APP1 = "accounts.APP1.signing_key";
    private static final String ALICE = "{\"alice\": {\"pass\": \"alice\", \"account\": \"APP1\"}}";
    private static final String OPERATOR = "keys/operator.signing.nk";

    private record Ran(int exit, String text) {}

    private static Ran keys(Stage stage, String command, String... arguments) {
        return piped(stage, "", command, arguments);
    }

    private static Ran piped(Stage stage, String input, String command, String... arguments) {
        Cli cli = new Cli(stage.deployment().dir()).piped(input);
        List<String> all = new ArrayList<>(List.of("keys", command, "-c", "gatehouse.yaml"));
        // Three servers are to answer, beside all those logins.
        all.addAll(List.of("--set", "nats.url=" + stage.server().url(), "--set", "nats.connect_timeout=6s"));
        all.addAll(List.of(arguments));
        int exit = cli.run(all.toArray(String[]::new));
        assertThat(cli.out() + cli.err()).doesNotContainPattern("S[OAX][A-Z2-7]{56}");
        return new Ran(exit, cli.out() + cli.err());
    }

    private static void succeeds(Ran ran, String... says) {
        assertThat(ran.exit).as(ran.text).isZero();
        assertThat(ran.text).contains(says);
    }

    private static void fails(Ran ran, String... says) {
        assertThat(ran.exit).as(ran.text).isOne();
        assertThat(ran.text).contains(says);
    }

    private static PacedReloads open() throws Exception {
        return PacedReloads.open(OperatorCluster.joined(PacedReloads.staff(Stage.operator())));
    }

    private static SigningKey key(Deployment deployment, String name) throws Exception {
        return SigningKey.fromSeed(Files.readString(deployment.key(name)));
    }

    /** How many clients came with a sentinel that the key has signed. */
    private static double sentinels(Stage stage, String key) throws Exception {
        return Pages.of(stage.service()).metric("gatehouse_key_requests_total{key=\"" + key + "\",kind=\"sentinel\"}");
    }

    private static String status(Stage stage) {
        return keys(stage, "status").text;
    }

    @Test
    void theSigningKeyOfAnAccount() throws Exception {
        try (PacedReloads reloads = open();
                OperatorCluster cluster = OperatorCluster.beside(reloads.stage());
                Client session = new Client(reloads.stage().as("anna", "a1"))) {
            Stage stage = reloads.stage();
            Deployment deployment = stage.deployment();
            String before = key(deployment, "APP1.signing").publicKey().text();

            succeeds(
                    keys(stage, "add", "--operator-key", OPERATOR, APP1, "next.nk"),
                    "the new JWT is in force on n0",
                    "n1",
                    "n2");
            String after = SigningKey.fromSeed(Files.readString(deployment.dir().resolve("next.nk")))
                    .publicKey()
                    .text();
            assertThat(status(stage)).contains("account APP1  " + after + "  not held here  on ");
            fails(keys(stage, "add", "--operator-key", OPERATOR, APP1, "next.nk"), "already exists");

            reloads.take(
                    APP1,
                    () -> succeeds(
                            keys(stage, "promote", APP1, "next.nk"),
                            after + ": signs",
                            "later: gatehouse keys retire -c ",
                            " " + APP1 + " " + before));
            fails(
                    keys(stage, "retire", "--operator-key", OPERATOR, APP1, before),
                    " of anna",
                    before + " is still needed, and nothing was changed");
            fails(keys(stage, "retire", "--operator-key", OPERATOR, APP1, after), "promote another one first");
            assertThat(session.isConnected()).isTrue();
            session.close();

            reloads.take(
                    APP1,
                    () -> succeeds(
                            keys(stage, "retire", "--operator-key", OPERATOR, "--wait", "1m", APP1, before),
                            before + ": retired"));
            assertThat(status(stage)).contains(after).doesNotContain(before);
            assertThat(deployment.key("APP1.signing"))
                    .hasContent(Files.readString(deployment.dir().resolve("next.nk")));
        }
    }

    @Test
    void theXkey() throws Exception {
        try (PacedReloads reloads = open();
                OperatorCluster cluster = OperatorCluster.beside(reloads.stage())) {
            Stage stage = reloads.stage();
            Deployment deployment = stage.deployment();
            Nkey before =
                    CurveKey.fromSeed(Files.readString(deployment.key("xkey"))).publicKey();

            reloads.take("xkey.seed", () -> succeeds(keys(stage, "add", "xkey.seed", "next.nk"), ": held in "));
            Nkey after = CurveKey.fromSeed(Files.readString(deployment.dir().resolve("next.nk")))
                    .publicKey();
            fails(keys(stage, "retire", "xkey.seed", before.text()), "servers seal their requests for " + before);
            succeeds(
                    piped(
                            stage,
                            Files.readString(deployment.key("operator.signing")),
                            "promote",
                            "--operator-key",
                            "-",
                            "xkey.seed",
                            "next.nk"),
                    "account AUTH: the new JWT is in force on n0");
            await().atMost(PATIENCE)
                    .until(() -> Pages.of(stage.service())
                                    .metric("gatehouse_key_requests_total{key=\"" + after + "\",kind=\"xkey\"}")
                            > 100);
            reloads.take(
                    "xkey.seed",
                    () -> succeeds(keys(stage, "retire", "xkey.seed", before.text()), before + ": retired"));
            reloads.mayLogIn("anna", "a1");
        }
    }

    @Test
    void theSigningKeyOfTheCalloutsAccountAndWhatItHasSigned() throws Exception {
        try (PacedReloads reloads = open();
                OperatorCluster cluster = OperatorCluster.beside(reloads.stage())) {
            Stage stage = reloads.stage();
            Deployment deployment = stage.deployment();
            String before = key(deployment, "AUTH.signing").publicKey().text();
            Path sentinel = deployment.sentinelCreds();
            CredsFile former = CredsFile.parse(Files.readString(sentinel));

            succeeds(keys(stage, "add", "--operator-key", OPERATOR, "issuer.seed", "next.nk"), "in force on n0");
            reloads.take("issuer.seed", () -> succeeds(keys(stage, "promote", "issuer.seed", "next.nk"), ": signs"));
            String audit = "audit.stream.nats.creds";
            fails(
                    keys(
                            stage,
                            "retire",
                            "--operator-key",
                            OPERATOR,
                            "--set",
                            "audit.to=stream",
                            "--set",
                            audit + "=" + deployment.serviceCreds(),
                            "issuer.seed",
                            before),
                    "signed by it: nats.creds",
                    "signed by it: check.sentinel_creds",
                    "signed by it: " + audit);
            int mark = reloads.log().mark();
            succeeds(
                    keys(
                            stage,
                            "promote",
                            "--sign",
                            deployment.serviceCreds() + "," + sentinel,
                            "issuer.seed",
                            "next.nk"),
                    "signed again");
            CredsFile again = CredsFile.parse(Files.readString(sentinel));
            assertThat(again.token().claims()).isEqualTo(former.token().claims());
            assertThat(again.user()).isEqualTo(former.user());
            reloads.log().await(mark, "INFO the new connection to nats-server is in use");
            String next = SigningKey.fromSeed(Files.readString(deployment.dir().resolve("next.nk")))
                    .publicKey()
                    .text();
            await().atMost(PATIENCE).until(() -> sentinels(stage, next) > 100);
            assertThat(sentinels(stage, before)).isPositive();
            assertThat(sentinels(stage, "other")).isZero();
            reloads.take(
                    "issuer.seed",
                    () -> succeeds(
                            keys(stage, "retire", "--operator-key", OPERATOR, "--wait", "1m", "issuer.seed", before),
                            "not checked: clients may still have a sentinel that " + before + " has signed",
                            before + ": retired"));
            reloads.mayLogIn("anna", "a1");
        }
    }

    @Test
    void nothingIsChangedByAWrongKeyOrWhileAServerIsSilentOrAway() throws Exception {
        try (Stage stage = OperatorCluster.joined(Stage.operator().users(ALICE)).open();
                OperatorCluster cluster = OperatorCluster.beside(stage);
                Client alice = new Client(stage.as("alice", "alice"))) {
            Path dir = stage.deployment().dir();
            Files.writeString(
                    dir.resolve("stranger.nk"),
                    SigningKey.generate(NkeyKind.OPERATOR).seed());

            fails(
                    keys(stage, "add", "--operator-key", "stranger.nk", APP1, "next.nk"),
                    "does not accept accounts that O",
                    "nothing was changed");
            fails(
                    keys(stage, "add", "--operator-key", "keys/operator.nk", APP1, "next.nk"),
                    "does not accept accounts that O");
            fails(
                    keys(stage, "add", "--operator-key", "keys/AUTH.nk", APP1, "next.nk"),
                    "has no seed of a key of kind");
            fails(piped(stage, "", "add", "--operator-key", "-", APP1, "next.nk"), "no seed of an operator");
            fails(
                    keys(stage, "add", "--operator-key", OPERATOR, "accounts.APP9.signing_key", "next.nk"),
                    "it has them at issuer.seed, xkey.seed, " + APP1);
            succeeds(
                    keys(stage, "add", APP1, "other.nk"),
                    "nothing was changed on the servers; these commands do it:",
                    "nsc edit account --name APP1 --sk A",
                    "nsc push --account APP1");

            cluster.peer(2).suspend();
            fails(
                    keys(stage, "add", "--operator-key", OPERATOR, APP1, "next.nk"),
                    "2 of 3 servers answer: n0, n1",
                    "nothing was changed");
            cluster.peer(2).resume();
            cluster.peer(2).stop();
            cluster.awaitAnswers(2);
            fails(
                    keys(stage, "add", "--operator-key", OPERATOR, "--servers", "3", APP1, "next.nk"),
                    "2 of 3 servers answer: n0, n1");

            assertThat(status(stage)).contains(APP1).doesNotContain("not held here");
            assertThat(dir.resolve("next.nk")).doesNotExist();
            fails(keys(stage, "promote", APP1, "other.nk"), "not every server has A");
            assertThat(alice.isConnected()).isTrue();
        }
    }

    @Test
    void aResolverThatTakesNoAccountsIsToldOf() throws Exception {
        try (Stage stage = Stage.operator()
                        .users(ALICE)
                        .serverConf(conf -> conf.replaceFirst("(?s)resolver \\{.*?\\}", "resolver: MEMORY"))
                        .open();
                Client alice = new Client(stage.as("alice", "alice"))) {
            fails(
                    keys(stage, "add", "--operator-key", OPERATOR, APP1, "next.nk"),
                    "no server has accepted the JWT of account APP1 in time");
            assertThat(alice.isConnected()).isTrue();
        }
    }

    /** The servers trust two keys of the operator; that of before is known by the operator's JWT alone. */
    @Test
    void aJwtThatAnotherKeyOfTheOperatorHasSignedIsSignedAgainByWhoShowsTheOperator() throws Exception {
        SigningKey other = SigningKey.generate(NkeyKind.OPERATOR);
        try (Stage stage = Stage.operator()
                        .users(ALICE)
                        .edit((deployment, conf) -> OperatorJwt.trusting(deployment, conf, other))
                        .open();
                Client alice = new Client(stage.as("alice", "alice"))) {
            Path dir = stage.deployment().dir();
            Files.writeString(dir.resolve("other.nk"), other.seed());

            fails(
                    keys(stage, "add", "--operator-key", "other.nk", APP1, "next.nk"),
                    "not by the key that was given: pass the operator's JWT");
            assertThat(dir.resolve("next.nk")).doesNotExist();
            succeeds(
                    keys(
                            stage,
                            "add",
                            "--operator-key",
                            "other.nk",
                            "--operator-jwt",
                            "jwt/operator.jwt",
                            APP1,
                            "next.nk"),
                    "in force on ");
            assertThat(alice.isConnected()).isTrue();
        }
    }
}

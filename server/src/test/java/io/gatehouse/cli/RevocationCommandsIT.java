package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code gatehouse sessions}, {@code gatehouse kick}, and {@code gatehouse check} of the login that they have, in each mode. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class RevocationCommandsIT extends SharedStage {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    Stage.Builder configured(Stage.Builder stage) {
        return stage.users("""
                        {"alice": {"pass": "p", "account": "APP1"}, "bob": {"pass": "p", "account": "APP2"}}
                        """)
                .prepared(deployment -> Files.writeString(
                        deployment.settings(),
                        deployment.mode() == Mode.OPERATOR
                                ? "revocation: {nats: {creds: creds/sys.creds}}\n"
                                : "revocation: {nats: {user: sys, password_file: creds/sys.password}}\n",
                        StandardOpenOption.APPEND));
    }

    private Cli run(int code, List<String> typed, String... arguments) {
        Cli cli = new Cli(stage.deployment().dir());
        if (!typed.isEmpty()) {
            cli = cli.typed(typed.toArray(String[]::new));
        }
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "-c",
                                stage.deployment().settings().toString(),
                                "-s",
                                stage.server().url()))
                .toArray(String[]::new);
        assertThat(cli.run(all)).as(cli.out() + cli.err()).isEqualTo(code);
        return cli;
    }

    private Cli run(int code, String... arguments) {
        return run(code, List.of(), arguments);
    }

    @Test
    void theSessionsOfAUserAreShown() throws Exception {
        try (RevokedClient alice = new RevokedClient(stage.as("alice", "p").connectionName("app"));
                RevokedClient bob = new RevokedClient(stage.as("bob", "p"))) {
            assertThat(run(0, "sessions", "--user", "alice").out())
                    .containsPattern("(?m)^USER +ACCOUNT +SERVER +CID +KIND +FROM +AGE +CLIENT$")
                    .containsPattern("(?m)^alice +APP1 .* nats +127\\.0\\.0\\.1:\\d+ +\\d+s +app$")
                    .contains("1 session, on 1 server")
                    .doesNotContain("bob");
            assertThat(run(0, "sessions", "--account", "APP2").out())
                    .contains("bob")
                    .doesNotContain("alice");
            assertThat(run(0, "sessions", "--user", "nobody").out())
                    .isEqualToIgnoringNewLines("0 sessions, on 1 server");
            assertThat(run(0, "sessions", "--user", "bob", "--json").out())
                    .startsWith("{\"servers\":1,\"answered\":1,\"sessions\":[{\"user\":\"bob\",\"account\":\"APP2\",")
                    .contains("\"lang\":\"java\"");
            assertThat(alice.isOpen() && bob.isOpen()).isTrue();
        }
    }

    @Test
    void aUserIsClosedByWhoConfirmsHowManySessionsThatAre() throws Exception {
        try (RevokedClient one = new RevokedClient(stage.as("alice", "p"));
                RevokedClient two = new RevokedClient(stage.as("alice", "p"))) {
            assertThat(run(1, "kick", "--user", "alice").err())
                    .contains("confirm with --confirm 2: nothing was closed");
            assertThat(run(1, "kick", "--user", "alice", "--confirm", "1").err())
                    .contains("there are 2, and --confirm lets 1 be closed: nothing was closed");
            assertThat(run(1, List.of("1"), "kick", "--user", "alice").err()).contains("not confirmed");
            assertThat(run(0, "kick", "--user", "alice", "--account", "APP2", "--confirm", "9")
                            .out())
                    .contains("0 sessions");
            assertThat(one.isOpen() && two.isOpen()).isTrue();

            assertThat(run(0, List.of("2"), "kick", "--user", "alice").out()).contains("closed 2");
        }
    }

    @Test
    void whatBecameOfEachSessionIsPrintedAsALine() throws Exception {
        try (RevokedClient one = new RevokedClient(stage.as("alice", "p").noReconnect());
                RevokedClient two = new RevokedClient(stage.as("alice", "p").noReconnect())) {
            Cli kick = run(0, List.of("2"), "kick", "--user", "alice", "--json");

            assertThat(kick.out().lines())
                    .hasSize(2)
                    .allSatisfy(
                            line -> assertThat(line)
                                    .matches(
                                            "\\{\"time\":\"20[^\"]+Z\",\"result\":\"closed\",\"user\":\"alice\",\"account\":\"APP1\","
                                                    + (mode == Mode.OPERATOR ? "\"key\":\"A[A-Z2-7]{55}\"," : "")
                                                    + "\"server\":\"[^\"]+\",\"server_id\":\"N[^\"]+\",\"cid\":\\d+,.*\"from\":\"127[^\"]+\".*}"));
            assertThat(kick.err())
                    .containsPattern("(?m)^USER +ACCOUNT ")
                    .contains("2 sessions, on 1 server", "closed 2");
            await().atMost(PATIENCE).until(() -> !one.isOpen() && !two.isOpen());
        }
    }

    @Test
    void sessionsAreClosedAtARate() throws Exception {
        try (RevokedClient one = new RevokedClient(stage.as("alice", "p").noReconnect());
                RevokedClient two = new RevokedClient(stage.as("alice", "p").noReconnect());
                RevokedClient three = new RevokedClient(stage.as("alice", "p").noReconnect())) {
            long begin = System.nanoTime();
            Cli kick = run(0, List.of("3"), "kick", "--user", "alice", "--rate", "2");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(kick.out()).contains("closed 3");
            assertThat(kick.err()).containsPattern("Closing \\[.*] [23] of 3");
            await().atMost(PATIENCE).until(() -> !one.isOpen() && !two.isOpen() && !three.isOpen());
        }
    }

    /** Those of the service, too, which connects again by itself. */
    @Test
    void allSessionsOnAServerAreClosedButThatOfTheCommand() throws Exception {
        try (RevokedClient alice = new RevokedClient(stage.as("alice", "p"));
                RevokedClient bob = new RevokedClient(stage.as("bob", "p"))) {
            Matcher server = Pattern.compile("\"server\":\"([^\"]+)\"")
                    .matcher(run(0, "sessions", "--user", "alice", "--json").out());
            assertThat(server.find()).isTrue();

            assertThat(run(0, "kick", "--on", server.group(1), "--confirm", "99")
                            .out())
                    .containsPattern("closed [3-9]")
                    .doesNotContain("may be left");

            await().atMost(PATIENCE).until(() -> !alice.isOpen() && !bob.isOpen());
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            stage.connect("alice", "p").close();
            return true;
        });
    }

    @Test
    void theSessionsOfASigningKeyAreClosedAndNoOthers() throws Exception {
        if (mode == Mode.CONFIG) {
            String key = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
            assertThat(run(2, "kick", "--key", key, "--confirm", "9").err()).contains("--key: in config mode");
            return;
        }
        String key = SigningKey.fromSeed(Files.readString(stage.deployment().key("APP1.signing")))
                .publicKey()
                .text();
        try (RevokedClient alice = new RevokedClient(stage.as("alice", "p").noReconnect());
                RevokedClient bob = new RevokedClient(stage.as("bob", "p").noReconnect())) {
            assertThat(run(0, "sessions", "--key", key, "--json").out())
                    .contains("\"user\":\"alice\",\"account\":\"APP1\",\"key\":\"" + key + "\",")
                    .doesNotContain("bob");
            assertThat(run(0, "sessions", "--key", key, "--user", "bob").out()).contains("0 sessions");

            assertThat(run(0, "kick", "--key", key, "--confirm", "9").out()).contains("closed ");

            await().atMost(PATIENCE).until(() -> !alice.isOpen());
            assertThat(bob.isOpen()).isTrue();
        }
    }

    @Test
    void whoseSessionsMustBeSaid() {
        assertThat(run(2, "kick").err()).contains("which sessions?");
        assertThat(run(2, "kick", "--user", "alice", "--cid", "4").err()).contains("--on");
        assertThat(run(2, "kick", "--user", "", "--confirm", "9").err()).contains("an empty name");
        assertThat(run(2, "kick", "--account", "", "--confirm", "9").err()).contains("an empty name");
        assertThat(run(2, "kick", "--user", "alice", "--rate", "0").err()).contains("--rate: at least 1 session");
        assertThat(run(2, "kick", "--key", "", "--confirm", "9").err()).contains("--key: ");
        String user = SigningKey.generate(NkeyKind.USER).publicKey().text();
        assertThat(run(2, "sessions", "--key", user).err()).contains("--key: give the public key of an account");
    }

    @Test
    void whoIsNotOfTheSystemAccountIsTold() throws Exception {
        Cli cli = new Cli(stage.deployment().dir());
        String[] service = mode == Mode.OPERATOR
                ? new String[] {
                    "-s",
                    stage.server().url(),
                    "--creds",
                    stage.deployment().serviceCreds().toString()
                }
                : new String[] {"-s", stage.server().url().replace("//", "//gatehouse:" + stage.servicePassword() + "@")
                };

        int code =
                cli.run(Stream.concat(Stream.of("sessions"), Stream.of(service)).toArray(String[]::new));

        assertThat(code).isEqualTo(1);
        assertThat(cli.err())
                .containsAnyOf("no server answers this user", "nats-server does not let this user do that");
    }

    @Test
    void checkTriesTheLogin() {
        assertThat(new CheckOf(stage).out())
                .contains("OK    live revocation: 1 server lists its sessions")
                .contains(
                        "WARN  live revocation: other instances are not told which users to remove from their caches");
    }

    /** What {@code gatehouse check} says of a stage. */
    private record CheckOf(Stage stage) {
        String out() {
            Cli cli = new Cli(stage.deployment().dir());
            int code = cli.run(
                    "check",
                    "-c",
                    stage.deployment().settings().toString(),
                    "--server",
                    stage.server().url());
            assertThat(code).as(cli.out()).isIn(0, 1);
            return cli.out();
        }
    }
}

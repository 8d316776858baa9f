package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product as it is built, in a process of its own. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class ProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;
    private static final String GRANTED = "gatehouse_answers_total{verdict=\"granted\"}";

    @TempDir
    private Path dir;

    @Test
    void runsAndShowsHowItIs() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService();
                OutsideProcess gatehouse = run(stage)) {
            Pages pages = pages(gatehouse);
            gatehouse.await("Ready \\d+ ms after the start of the process");
            stage.connect("alice", "a1").close();
            stage.assertRefused(stage.as("alice", "wrong"));

            assertThat(pages.get("/livez").statusCode()).isEqualTo(200);
            assertThat(pages.get("/readyz").statusCode()).isEqualTo(200);
            await().atMost(LIMIT)
                    .until(() -> pages.metric(GRANTED) == 1
                            && pages.metric("gatehouse_denied_total{reason=\"bad_credentials\"}") == 1);
            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            assertThat(gatehouse.output()).contains("Stopping", "Stopped").doesNotContain("Exception");
        }
    }

    @Test
    void readsTheUsersAgainAtSighupAndGoesOn() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService();
                OutsideProcess gatehouse = run(stage, "--set", "directories.users.reload=1h")) {
            gatehouse.await("Ready \\d+ ms after the start of the process");
            stage.writeUsers("{\"bob\": {\"pass\": \"b1\", \"account\": \"APP1\"}, \"eve\": {\"account\": \"APP1\"}}");

            gatehouse.hangUp();
            gatehouse.await("2 users loaded");
            stage.connect("bob", "b1").close();
            stage.assertRefused(stage.as("alice", "a1"));

            stage.writeUsers("{");
            gatehouse.hangUp();
            gatehouse.await("the last good one stays in use, with 2 users");
            stage.connect("bob", "b1").close();
            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            assertThat(gatehouse.output()).contains("reading the configuration again: SIGHUP");
        }
    }

    @Test
    void readsTheConfigurationAgainAtSighupAndGoesOn() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService();
                OutsideProcess gatehouse = run(stage, "--set", "config.reload=0s")) {
            gatehouse.await("Ready \\d+ ms after the start of the process");
            Path file = stage.deployment().settings();
            String yaml = Files.readString(file);

            Files.writeString(file, yaml + "callout: {session: 1h}\n");
            gatehouse.hangUp();
            gatehouse.await("in force with these changes: callout.session");
            Files.writeString(file, yaml + "callout: {sesion: 1h}\n");
            gatehouse.hangUp();
            gatehouse.await("callout.sesion: unknown key");
            stage.connect("alice", "a1").close();

            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
        }
    }

    @Test
    void isAliveButNotReadyWithoutABroker() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            stage.server().stop();
            try (OutsideProcess gatehouse = run(stage)) {
                Pages pages = pages(gatehouse);
                assertThat(pages.get("/livez").statusCode()).isEqualTo(200);
                HttpResponse<String> notReady = pages.get("/readyz");
                assertThat(notReady.statusCode()).isEqualTo(503);
                assertThat(notReady.body()).contains("not connected to NATS");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"live revocation is off", "Serving metrics", "1 user loaded", "Gatehouse \\S+ on JDK"})
    void endsWellWhenItIsTerminatedWhileItStarts(String line) throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            stage.server().stop();
            try (OutsideProcess gatehouse = run(stage)) {
                gatehouse.await(line);
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
                assertThat(gatehouse.output()).contains("Stopping").doesNotContain("Exception");
            }
        }
    }

    @Test
    void answersWhatItHasTakenWhenItIsTerminated() throws Exception {
        String users = "{\"alice\": {\"pass\": \"%s\", \"account\": \"APP1\"}}"
                .formatted(PasswordHashing.bcrypt("a1", 8)); // about 20 ms, so that some are always in flight
        try (Stage stage = Stage.operator().users(users).open();
                OutsideProcess gatehouse = run(stage);
                LoginStream logins = LoginStream.start(stage, "alice", "a1", 4)) {
            Pages pages = pages(gatehouse);
            await().atMost(LIMIT).until(() -> pages.metric(GRANTED) >= 10);

            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            long then = stage.service().counters().grants();
            await().atMost(LIMIT).until(() -> stage.service().counters().grants() >= then + 10);
            logins.close();

            assertThat(logins.failures()).as(gatehouse.output()).isEmpty();
            assertThat(gatehouse.output()).contains("Stopped").doesNotContain("no answer", "could not be answered");
        }
    }

    @Test
    void endsWithAMessageWhenItsConfigurationIsWrong() throws Exception {
        Path file = dir.resolve("gatehouse.yaml");
        Files.writeString(file, "nats:\n  ulr: nats://127.0.0.1:4222\n");
        try (OutsideProcess gatehouse = OutsideProcess.gatehouse(dir, Map.of(), "run", "-c", file.toString())) {
            assertThat(gatehouse.awaitEnd()).isEqualTo(1);
            assertThat(gatehouse.output())
                    .contains("gatehouse.yaml:2:8: nats.ulr: unknown key", "issuer.seed: is missing")
                    .doesNotContain("Exception", "\tat ");
        }
    }

    @ParameterizedTest
    @MethodSource("starts")
    void whatKeepsItFromStartingIsJsonWhereTheLogIs(List<String> arguments, int code, String message) throws Exception {
        Files.writeString(dir.resolve("users.json"), "{\"alice\": {\"pasword\": \"a1\"}}");
        Files.writeString(dir.resolve("good.json"), "{}");
        Files.writeString(dir.resolve("bad.yaml"), "log: {format: json}\nnats: {ulr: x}\n");
        String[] all = Stream.concat(Stream.of("run"), arguments.stream()).toArray(String[]::new);
        try (OutsideProcess gatehouse = OutsideProcess.gatehouse(dir, Map.of(), all)) {
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isEqualTo(code);
            assertThat(gatehouse.output().lines().filter(line -> !line.isBlank()))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"))
                    .anySatisfy(line -> assertThat(line).contains("\"level\":\"ERROR\"", message));
            assertThat(gatehouse.output()).doesNotContain("Exception", "\\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void saysInOneLineThatItsHttpAddressIsTaken(String format) throws Exception {
        String seed = SigningKey.generate(NkeyKind.ACCOUNT).seed();
        Files.writeString(dir.resolve("users.json"), "{}");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OutsideProcess gatehouse = OutsideProcess.gatehouse(
                        dir,
                        Map.of("GATEHOUSE_ISSUER_SEED", seed),
                        "run",
                        "--users=users.json",
                        "--http=127.0.0.1:" + taken.getLocalPort(),
                        "--log-format=" + format)) {
            assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isEqualTo(1);
            List<String> bad = gatehouse
                    .output()
                    .lines()
                    .filter(line -> !line.isBlank() && !line.contains("INFO") && !line.contains("WARN"))
                    .toList();
            assertThat(bad)
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("127.0.0.1:" + taken.getLocalPort(), "http.listen"));
            assertThat(gatehouse.output()).doesNotContain("netty", "Exception", "\tat ");
            if (format.equals("json")) {
                assertThat(gatehouse.output().lines())
                        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
                assertThat(bad.get(0)).contains("\"level\":\"ERROR\"");
            }
        }
    }

    static Stream<Arguments> starts() {
        String seed = SigningKey.generate(NkeyKind.ACCOUNT).seed();
        List<String> json = List.of("--log-format", "json");
        List<String> least = List.of("--issuer-seed", seed, "--users", "users.json", "--http", "off");
        return Stream.of(
                Arguments.of(List.of("-c", "bad.yaml"), 1, "nats.ulr: unknown key"),
                Arguments.of(both(json, List.of("-c", "nowhere.yaml")), 1, "nowhere.yaml: no such file"),
                Arguments.of(both(json, List.of("--http", "nonsense")), 2, "http.listen"),
                Arguments.of(both(json, least), 1, "users.json:1:"),
                Arguments.of(
                        both(json, List.of("--issuer-seed", seed, "--users", "good.json", "--creds", "users.json")),
                        1,
                        "users.json cannot be used: not a credentials file"));
    }

    private static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    static Stream<Named<String>> spellings() {
        return Stream.of(Named.of("-flag value", " "), Named.of("-flag=value", "="));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void takesTheFlagsOfTheWalkthroughAsTheyAre(String between) throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            Deployment made = stage.deployment();
            List<String> flags = List.of(
                    "-nats.url" + between + stage.server().url(),
                    "-nats.creds" + between + made.serviceCreds(),
                    "-issuer.seed" + between + made.key("AUTH.signing"),
                    "-xkey.seed" + between + Files.readString(made.key("xkey")).strip(),
                    "-signing.keys" + between + signingKey(made, "APP1") + "," + signingKey(made, "APP2"),
                    "-users" + between + made.users());
            String[] arguments = Stream.concat(
                            Stream.of("run"), flags.stream().flatMap(flag -> Stream.of(flag.split(" "))))
                    .toArray(String[]::new);
            try (OutsideProcess gatehouse =
                    OutsideProcess.gatehouse(dir, Map.of("GATEHOUSE_HTTP_LISTEN", "off"), arguments)) {
                gatehouse.await("Ready");
                stage.connect("alice", "a1").close();
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    private static String signingKey(Deployment made, String account) throws Exception {
        Path jwt = made.dir().resolve("jwt").resolve(account + ".jwt");
        return AccountClaims.decode(Files.readString(jwt).strip()).id() + ":" + made.key(account + ".signing");
    }

    private static OutsideProcess run(Stage stage, String... more) throws Exception {
        Deployment made = stage.deployment();
        String settings = made.settings().toString();
        String url = stage.server().url();
        String[] arguments = Stream.concat(
                        Stream.of("run", "-c", settings, "--server", url, "--http", "127.0.0.1:0"), Stream.of(more))
                .toArray(String[]::new);
        return OutsideProcess.gatehouse(made.dir(), Map.of(), arguments);
    }

    private static Pages pages(OutsideProcess gatehouse) throws Exception {
        return new Pages(gatehouse.await("http://(127\\.0\\.0\\.1:\\d+)"));
    }
}

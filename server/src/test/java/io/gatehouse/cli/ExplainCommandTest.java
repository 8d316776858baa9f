package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How {@code gatehouse explain} is called, what it leaves alone, and what it compares. */
class ExplainCommandTest {
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1", "groups": ["nurses"], "subs": 5},
             "bob": {"pass": "b1", "account": "APP1"}}
            """;

    private static final String DIRECTORIES =
            "directories: {users: {type: file, path: users.json, last_good: users.copy}}\n";

    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);

    @TempDir
    private Path dir;

    private Cli cli;

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(dir);
        Files.writeString(dir.resolve("users.json"), USERS);
        Files.writeString(dir.resolve("a.token"), "a-token-that-nobody-guesses");
        write("a.yaml", "");
    }

    private void write(String file, String more) throws IOException {
        Files.writeString(dir.resolve(file), "issuer: {seed: " + issuer.seed() + "}\n" + DIRECTORIES + more);
    }

    @Test
    void leavesNothingBehindAndShowsNoSecret() throws IOException {
        Set<String> before = files();
        assertThat(cli.piped("a1\n").run("explain", "-c", "a.yaml", "--user", "alice"))
                .isZero();

        assertThat(files()).isEqualTo(before);
        assertThat(cli.out() + cli.err()).doesNotContain("a1").doesNotContain(issuer.seed());
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theLogOfTheProcessIsAsBefore() {
        assertThat(cli.piped("a1\n").run("explain", "-c", "a.yaml", "--user", "alice"))
                .isZero();
        assertThat(LoggerFactory.getLogger("io.gatehouse.any").isInfoEnabled()).isTrue();
    }

    @Test
    void printsNothingThatIsAJwt() {
        assertThat(cli.piped("a1\n").run("explain", "-c", "a.yaml", "--user", "alice", "--json"))
                .isZero();
        assertThat(cli.out()).contains("\"claims\"").doesNotContain("eyJ");
    }

    @Test
    void aPasswordIsAskedForAtTheTerminal() {
        assertThat(cli.typed("b1").run("explain", "-c", "a.yaml", "--user", "bob"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user alice --as bob | one of them says whose login it is",
                "--groups nurses | give its name with --as",
                "--as zoe --directory other | there is no directory \"other\", but users",
                "--as zoe --attribute team | --attribute needs a name and a value",
                "--as zoe --connection pigeon | --connection pigeon is none of standard",
                "--as zoe --host 10.0.0 | --host 10.0.0 is not an IP address, such as 10.1.2.3",
                "--user alice --host localhost | --host localhost is not an IP address",
                "--admin-token-file token --user alice | --admin-token-file is for a running service: give its --url",
                "--url http://127.0.0.1:1 --user alice | --url needs the token",
                "--url ftp://127.0.0.1:1 --admin-token-file a.token --user alice | --url ftp://127.0.0.1:1 is not the address",
                "--url http://127.0.0.1:1/x --admin-token-file a.token --user alice | is not the address of a service",
                "--url http://127.0.0.1:1 --admin-token-file a.token --user alice --at 2026-06-01T12:00:00Z | --at, --max-payload",
                "--url http://127.0.0.1:1 --admin-token-file a.token --against a.yaml | --at, --max-payload and --against",
                "--as zoe --at noon | --at noon is not a time",
                "--server-xkey X | give that with --request",
                "--request nowhere | nowhere cannot be read: no such file or folder",
                "--nkey nowhere | --nkey nowhere cannot be read: no such file or folder",
                "--users alice | give the other configuration with --against",
                "--cert users.json | holds no certificate in PEM",
                "--nkey users.json | holds no seed of an nkey",
                "--nonsense | no option --nonsense"
            })
    void aWrongCommandLineEndsWith64(String arguments, String message) {
        String[] line = Stream.concat(Stream.of("explain", "-c", "a.yaml"), Stream.of(arguments.split(" ")))
                .toArray(String[]::new);
        assertThat(cli.run(line)).isEqualTo(64);
        assertThat(cli.err()).contains(message);
    }

    @Test
    void aLoginWithoutCredentialsIsExplainedAndSaidToBeOne() {
        assertThat(cli.run("explain", "-c", "a.yaml")).isEqualTo(1);
        assertThat(cli.out())
                .contains("nothing: no credentials were given; --user, --token, --nkey and --cert give them")
                .contains("denied        no_credentials");
    }

    @Test
    void anIdentityThatIsAssumedIsNamedAsTheUser() {
        assertThat(cli.run("explain", "-c", "a.yaml", "--as", "zoe")).isEqualTo(2);
        assertThat(cli.out()).contains("user          zoe, assumed: no directory is asked\n");
        assertThat(cli.run("explain", "-c", "a.yaml", "--as", "zoe", "--json")).isEqualTo(2);
        assertThat(cli.out()).contains("\"user\": \"zoe\"", "\"assumed\": true", "\"brings\": []");
    }

    @Test
    void aServiceThatIsNotThereEndsWith70AndShowsNoSecret() throws IOException {
        int port = KeptPort.free();
        String[] line = {
            "explain", "--url", "http://127.0.0.1:" + port, "--admin-token-file", "a.token", "--user", "alice"
        };
        assertThat(cli.piped("a1\n").run(line)).isEqualTo(70);
        assertThat(cli.err())
                .contains("the service at http://127.0.0.1:" + port + " cannot be reached")
                .doesNotContain("a-token-that", "a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde\u0416", "0123456789abcde\u00fc", "0123456789 abcdef", "0123456789abcde "})
    void aTokenThatNoHeaderMayBringIsRefusedAndNotShown(String token) throws IOException {
        Files.writeString(dir.resolve("a.token"), token);
        String[] line = {"explain", "--url", "http://127.0.0.1:1", "--admin-token-file", "a.token", "--user", "alice"};

        assertThat(cli.piped("a1\n").run(line)).isNotZero();
        assertThat(cli.err())
                .contains("http.admin_token_file: has a space or a character outside of ASCII")
                .doesNotContain("0123456789");
    }

    @Test
    void whatCannotBeUsedEndsWith70() throws IOException {
        assertThat(cli.run("explain", "-c", "none.yaml")).isEqualTo(70);
        Files.writeString(dir.resolve("users.json"), "{");
        assertThat(cli.run("explain", "-c", "a.yaml")).isEqualTo(70);
        assertThat(cli.err()).contains("users.json:1:");
    }

    @Test
    void comparesWhatEveryUserMay() throws IOException {
        write("b.yaml", """
                rules:
                  nurses: {if: {group: nurses}, give: {subs: 3, permissions: {pub: {allow: "ward.>"}}}}
                  bob: {if: {user: bob, not: {source: 10.0.0.0/8}}, give: {refuse: true}}
                """);
        assertThat(cli.run("explain", "-c", "a.yaml", "--against", "b.yaml")).isEqualTo(1);
        assertThat(cli.out())
                .contains("alice (users)\n", "- subs        5\n", "+ subs        3\n", "+ publish allow ward.>\n")
                .contains("bob (users)\n", "+ verdict     denied: refused\n")
                .contains("2 users compared, the rights of 2 change");
    }

    @Test
    void comparesAsTheLoginIsDescribedAndOnlyTheNamedUsers() throws IOException {
        write("b.yaml", "rules: {bob: {if: {source: 10.0.0.0/8}, give: {refuse: true}}}");
        write("c.yaml", "rules: {bob: {if: {source: 10.0.0.0/8}, give: {silent: true}}}");
        assertThat(cli.run("explain", "-c", "b.yaml", "--against", "c.yaml")).isZero();
        assertThat(cli.run(
                        "explain",
                        "-c",
                        "b.yaml",
                        "--against",
                        "c.yaml",
                        "--host",
                        "10.1.1.1",
                        "--users",
                        "bob",
                        "--json"))
                .isEqualTo(1);
        assertThat(cli.out())
                .contains("{\"directory\":\"users\",\"user\":\"bob\",\"changes\":[{\"what\":\"verdict\","
                        + "\"added\":[\"no answer: left_to_others\"],\"removed\":[\"denied: refused\"]}]}\n")
                .contains("{\"schema\":1,\"compared\":1,\"changed\":1,\"unreachable\":[],\"exit_code\":1}\n");
    }

    @Test
    void aNamedUserWhomNobodyHasIsAMistake() {
        assertThat(cli.run("explain", "-c", "a.yaml", "--against", "a.yaml", "--users", "alice,nino"))
                .isEqualTo(64);
        assertThat(cli.err()).contains("no directory of either configuration has a user \"nino\"");
    }

    @Test
    void aUserWhomOnlyOneHasIsAChange() throws IOException {
        Files.writeString(dir.resolve("more.json"), USERS.replace("bob", "carol"), StandardCharsets.UTF_8);
        write("b.yaml", "");
        Files.writeString(
                dir.resolve("b.yaml"), Files.readString(dir.resolve("b.yaml")).replace("users.json", "more.json"));
        assertThat(cli.run("explain", "-c", "a.yaml", "--against", "b.yaml")).isEqualTo(1);
        assertThat(cli.out())
                .contains("bob (users)\n", "+ verdict     no such user\n")
                .contains("carol (users)\n", "- verdict     no such user\n")
                .contains("3 users compared, the rights of 2 change");
    }

    @Test
    void sessionsWithJitterAreNoChange() throws IOException {
        write("b.yaml", "callout: {session: 1h}");
        assertThat(cli.run("explain", "-c", "b.yaml", "--against", "b.yaml")).isZero();
    }
}

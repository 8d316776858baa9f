package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {
    private static final SigningKey AUTH = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey APP1 = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey APP2 = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final CurveKey XKEY = CurveKey.generate();

    @TempDir
    private Path dir;

    /** The ways in which people write a flag and its value. */
    enum Spelling {
        DASH_EQUALS,
        DASH_SPACE,
        TWO_DASHES_EQUALS,
        TWO_DASHES_SPACE;

        Stream<String> write(String flag, String value) {
            return switch (this) {
                case DASH_EQUALS -> Stream.of("-" + flag + "=" + value);
                case DASH_SPACE -> Stream.of("-" + flag, value);
                case TWO_DASHES_EQUALS -> Stream.of("--" + flag + "=" + value);
                case TWO_DASHES_SPACE -> Stream.of("--" + flag, value);
            };
        }
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(dir.resolve("AUTH.nk"), AUTH.seed());
        Files.writeString(dir.resolve("APP1.nk"), APP1.seed());
        Files.writeString(dir.resolve("APP2.nk"), APP2.seed());
        Files.writeString(dir.resolve("auth.creds"), "creds");
        Files.writeString(dir.resolve("users.json"), "{}");
    }

    private GatehouseSettings settings(String... args) {
        return settings(Map.of(), args);
    }

    private GatehouseSettings settings(Map<String, String> environment, String... args) {
        String[] all = Stream.concat(Stream.of("run"), Arrays.stream(args)).toArray(String[]::new);
        CommandLine line = new Cli(dir).environment(environment).commandLine(all);
        RunCommand run =
                line.parseArgs(all).subcommand().commandSpec().commandLine().getCommand();
        return run.settings();
    }

    @ParameterizedTest
    @EnumSource
    void takesTheWalkthroughsFlagsInOperatorMode(Spelling spelling) {
        String keys = APP1.publicKey() + ":APP1.nk," + APP2.publicKey() + ":APP2.nk";
        GatehouseSettings settings = settings(Stream.of(
                        spelling.write("nats.creds", "auth.creds"),
                        spelling.write("issuer.seed", "AUTH.nk"),
                        spelling.write("xkey.seed", XKEY.seed()),
                        spelling.write("signing.keys", keys),
                        spelling.write("users", "users.json"))
                .flatMap(words -> words)
                .toArray(String[]::new));

        assertThat(settings.nats().servers()).hasToString("[nats://127.0.0.1:4222]");
        assertThat(settings.nats().login()).isEqualTo(new Login.Creds(dir.resolve("auth.creds")));
        assertThat(settings.issuer().publicKey()).isEqualTo(AUTH.publicKey());
        assertThat(settings.xkey())
                .isNotNull()
                .satisfies(key -> assertThat(key.publicKey()).isEqualTo(XKEY.publicKey()));
        assertThat(settings.accounts()).containsOnlyKeys("APP1", "APP2");
        assertThat(settings.accounts().get("APP2")).isNotNull().satisfies(account -> {
            assertThat(account.id()).isEqualTo(APP2.publicKey());
            assertThat(account.key())
                    .isNotNull()
                    .satisfies(key -> assertThat(key.scoped()).isFalse());
        });
        assertThat(settings.usersFiles().get(0)).isEqualTo(dir.resolve("users.json"));
    }

    @ParameterizedTest
    @EnumSource
    void takesTheWalkthroughsFlagsInConfigMode(Spelling spelling) {
        GatehouseSettings settings = settings(Stream.of(
                        spelling.write("nats.url", "nats://a:1,nats://b:2"),
                        spelling.write("nats.user", "auth"),
                        spelling.write("nats.pass", "secret"),
                        spelling.write("issuer.seed", AUTH.seed()),
                        spelling.write("users", "users.json"))
                .flatMap(words -> words)
                .toArray(String[]::new));

        assertThat(settings.operatorMode()).isFalse();
        assertThat(settings.xkey()).isNull();
        assertThat(settings.nats().servers()).hasToString("[nats://a:1, nats://b:2]");
        assertThat(settings.nats().login()).isInstanceOfSatisfying(Login.UserPassword.class, login -> {
            assertThat(login.user()).isEqualTo("auth");
            assertThat(login.password().reveal()).isEqualTo("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c g.yaml", "--config g.yaml", "-config g.yaml", "-config=g.yaml", "-cg.yaml"})
    void takesTheConfigurationAsGoProgramsDo(String flag) throws IOException {
        Files.writeString(dir.resolve("g.yaml"), """
                nats: {name: mine}
                issuer: {seed: AUTH.nk}
                directories: {users: {type: file, path: users.json}}
                """);

        assertThat(settings(flag.split(" ")).nats().name()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s nats://a", "--server nats://a", "-server nats://a", "-server=nats://a"})
    void takesTheServerAsGoProgramsDo(String flag) {
        String[] least = {"--issuer-seed", "AUTH.nk", "--users", "u.json"};
        String[] all = Stream.concat(Arrays.stream(least), Arrays.stream(flag.split(" ")))
                .toArray(String[]::new);

        assertThat(settings(all).nats().servers()).hasToString("[nats://a:4222]");
    }

    @Test
    void takesEmptyWalkthroughFlagsAsNotGiven() {
        GatehouseSettings settings = settings(
                "-nats.user=", "-nats.pass=", "-xkey.seed=", "-signing.keys=", "-issuer.seed=AUTH.nk", "-users=u.json");

        assertThat(settings.nats().login()).isEqualTo(new Login.None());
        assertThat(settings.xkey()).isNull();
        assertThat(settings.operatorMode()).isFalse();
    }

    @Test
    void putsFlagsOverEnvironmentOverFile() throws IOException {
        Files.writeString(dir.resolve("g.yaml"), """
                nats: {url: nats://file, name: file, queue_group: file}
                issuer: {seed: AUTH.nk}
                directories: {users: {type: file, path: users.json}}
                """);
        Map<String, String> environment = Map.of(
                "GATEHOUSE_NATS_URL", "nats://env", "GATEHOUSE_NATS_NAME", "env", "GATEHOUSE_HTTP_LISTEN", "off");

        GatehouseSettings settings = settings(environment, "-c", "g.yaml", "--server", "nats://flag");

        assertThat(settings.nats().servers()).hasToString("[nats://flag:4222]");
        assertThat(settings.nats().name()).isEqualTo("env");
        assertThat(settings.nats().queueGroup()).isEqualTo("file");
        assertThat(settings.http()).isNull();
    }

    @Test
    void setsAnyKey() {
        GatehouseSettings settings = settings(
                "--issuer-seed",
                "AUTH.nk",
                "--users",
                "u.json",
                "--set",
                "callout.budget=1s",
                "--set",
                "nats.token=a=b");

        assertThat(settings.pipeline().budget()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.nats().login())
                .isInstanceOfSatisfying(
                        Login.Token.class,
                        login -> assertThat(login.token().reveal()).isEqualTo("a=b"));
    }

    @Test
    void takesTlsFirstWithAndWithoutAValue() {
        String[] least = {"--issuer-seed", "AUTH.nk", "--users", "u.json"};

        assertThat(settings(with(least, "--tlsfirst")).nats().tls().first()).isTrue();
        assertThat(settings(with(least, "--tlsfirst=false")).nats().tls().first())
                .isFalse();
    }

    private static String[] with(String[] words, String more) {
        return Stream.concat(Arrays.stream(words), Stream.of(more)).toArray(String[]::new);
    }
}

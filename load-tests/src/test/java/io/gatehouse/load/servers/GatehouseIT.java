package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product as it is built, under load in a process of its own. */
@AgainstNatsServer
class GatehouseIT {
    private static final Path JAR =
            Path.of("../server/target/gatehouse/gatehouse.jar").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void everyAnswerOfGatehouseIsRightAndInTime() throws Exception {
        Path dir = deployment("config");
        String conf = Files.readString(dir.resolve("server.conf"));
        String password =
                Files.readString(dir.resolve("creds/service.password")).strip();
        String open = "authorization { users: [ { user: gatehouse, password: \"" + password
                + "\" }, { user: load, password: load } ] }";

        loaded(
                dir,
                open,
                server -> arguments(
                        server,
                        "APP1",
                        "--user",
                        "load",
                        "--password",
                        "load",
                        "--xkey",
                        key(conf, 'X'),
                        "--issuer",
                        key(conf, 'A')));
    }

    /** With the service's own credentials, and user JWTs that another key has signed than the responses. */
    @Test
    void inOperatorModeToo() throws Exception {
        Path dir = deployment("operator");
        String yaml = Files.readString(dir.resolve("gatehouse.yaml"));

        loaded(
                dir,
                Files.readString(dir.resolve("server.conf")),
                server -> arguments(
                        server,
                        key(yaml.substring(yaml.indexOf("APP1:")), 'A'),
                        "--creds",
                        dir.resolve("creds/service.creds").toString(),
                        "--xkey",
                        CurveKey.fromSeed(secret(dir, "xkey")).publicKey().text(),
                        "--issuer",
                        SigningKey.fromSeed(secret(dir, "AUTH.signing"))
                                .publicKey()
                                .text(),
                        "--user-issuer",
                        SigningKey.fromSeed(secret(dir, "APP1.signing"))
                                .publicKey()
                                .text()));
    }

    /** A new one, with 200 users. */
    private Path deployment(String mode) throws Exception {
        Path dir = folder.resolve(mode);
        assertThat(gatehouse("init", dir.toString(), "--mode", mode).start().waitFor())
                .isZero();
        assertThat(LoadRun.of(
                                "users",
                                "--count",
                                "200",
                                "--out",
                                dir.resolve("users.json").toString(),
                                "--bcrypt",
                                "4")
                        .exit())
                .isZero();
        return dir;
    }

    private void loaded(Path dir, String conf, Function<NatsServer, List<String>> arguments) throws Exception {
        try (NatsServer server = NatsServer.start(conf)) {
            Path log = folder.resolve("service.log");
            Process service = gatehouse(
                            "run",
                            "-c",
                            dir.resolve("gatehouse.yaml").toString(),
                            "--server",
                            server.url(),
                            "--http",
                            "127.0.0.1:0")
                    .redirectOutput(log.toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(log).content().contains("Ready"));
                List<String> all = new ArrayList<>(arguments.apply(server));
                all.addAll(List.of("--pid", Long.toString(service.pid())));
                LoadRun run = LoadRun.of(all.toArray(String[]::new));
                assertThat(run.exit()).as(run.err() + run.out()).isZero();
            } finally {
                service.destroy();
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static List<String> arguments(NatsServer server, String account, String... more) {
        List<String> arguments = new ArrayList<>(List.of("servers", "--server", server.url(), "--users", "200"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--expect-account", account, "--wrong-share", "0.1", "--warmup", "1s", "--json"));
        arguments.addAll(List.of("--rate", "200", "--duration", "2s"));
        arguments.addAll(List.of("--expect", "in_time>=0.99", "--expect", "wrong==0", "--expect", "denied>=36"));
        arguments.addAll(List.of("--expect", "cpu_us_per_answer>0", "--expect", "rss_max_mb>20"));
        return arguments;
    }

    private static String secret(Path dir, String name) {
        try {
            return Files.readString(dir.resolve("keys").resolve(name + ".nk")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder gatehouse(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Files.createTempFile(folder, "gatehouse", ".log").toFile());
    }

    private static String key(String conf, char kind) {
        Matcher matcher = Pattern.compile("\\b" + kind + "[A-Z2-7]{55}\\b").matcher(conf);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }
}

package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product as it is built, under load in a process of its own. */
@AgainstNatsServer
@Tag("heavy")
class GatehouseIT {
    private static final Pattern ISSUER_ACCOUNT = Pattern.compile("(?m)^  account: A[A-Z2-7]{55}$");

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
        String users = "authorization { users: [ { user: gatehouse, password: \"" + password
                + "\" }, { user: load, password: load } ] }";

        LoadRun run = underLoad(
                dir,
                users,
                "--user=load",
                "--password=load",
                "--xkey=" + key(conf, 'X'),
                "--issuer=" + key(conf, 'A'),
                "--expect-account=APP1");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void everyAnswerInOperatorModeToo() throws Exception {
        Path dir = deployment("operator");

        LoadRun run = underOperatorLoad(dir, "APP1.signing", "--expect-account=" + publicKey(dir, "APP1"));

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void aKeyThatIsNotTheAccountsIsWrong() throws Exception {
        LoadRun run = underOperatorLoad(deployment("operator"), "APP2.signing");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("missed: wrong==0");
    }

    /** A server without accounts of its own serves, for the answers say nothing of how the service connects. */
    private LoadRun underOperatorLoad(Path dir, String userIssuer, String... more) throws Exception {
        Path settings = dir.resolve("gatehouse.yaml");
        String text = Files.readString(settings);
        assertThat(text).containsPattern(ISSUER_ACCOUNT);
        // Of a server without accounts nobody is in the callout's.
        Files.writeString(settings, ISSUER_ACCOUNT.matcher(text).replaceFirst(""));
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--xkey=" + CurveKey.fromSeed(seed(dir, "xkey")).publicKey().text());
        options.add("--issuer=" + publicKey(dir, "AUTH.signing"));
        options.add("--user-issuer=" + publicKey(dir, userIssuer));
        return underLoad(dir, "", options.toArray(String[]::new));
    }

    private Path deployment(String mode) throws Exception {
        Path dir = folder.resolve("deployment");
        assertThat(gatehouse("init", dir.toString(), "--mode", mode).start().waitFor())
                .isZero();
        Path file = dir.resolve("users.json");
        Files.delete(file);
        LoadRun users = LoadRun.of("users", "--count=200", "--out=" + file, "--bcrypt=4");
        assertThat(users.exit()).as(users.err()).isZero();
        return dir;
    }

    private LoadRun underLoad(Path dir, String serverConf, String... options) throws Exception {
        Path log = folder.resolve("service.log");
        String config = dir.resolve("gatehouse.yaml").toString();
        try (NatsServer server = NatsServer.start(serverConf)) {
            Process service = gatehouse(patient("run", "-c", config, "--server", server.url(), "--http", "127.0.0.1:0"))
                    .redirectOutput(log.toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(log).content().contains("Ready"));
                return load(server, service, options);
            } finally {
                service.destroy();
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** With so much time that nothing is dropped because the machine is busy. */
    private static String[] patient(String... words) {
        Stream<String> more = Stream.of("--set", "callout.budget=60s", "--set", "callout.overload.max_wait=30s");
        return Stream.concat(Stream.of(words), more).toArray(String[]::new);
    }

    private static LoadRun load(NatsServer server, Process service, String... options) {
        List<String> arguments = new ArrayList<>(List.of("servers", "--server", server.url(), "--users", "200"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--wrong-share", "0.1", "--warmup", "1s", "--json"));
        arguments.addAll(List.of("--budget", "30s", "--auth-timeout", "60s", "--grace", "10s"));
        arguments.addAll(List.of("--rate", "200", "--duration", "2s", "--pid", Long.toString(service.pid())));
        arguments.addAll(List.of("--expect", "in_time>=0.99", "--expect", "wrong==0", "--expect", "denied>=36"));
        arguments.addAll(List.of("--expect", "cpu_us_per_answer>0", "--expect", "rss_max_mb>20"));
        return LoadRun.of(arguments.toArray(String[]::new));
    }

    private static String publicKey(Path dir, String name) throws IOException {
        return SigningKey.fromSeed(seed(dir, name)).publicKey().text();
    }

    private static String seed(Path dir, String name) throws IOException {
        return Files.readString(dir.resolve("keys").resolve(name + ".nk")).strip();
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

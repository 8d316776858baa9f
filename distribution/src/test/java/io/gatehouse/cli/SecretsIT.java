package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.tracing.OtlpReceiver;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret of a backend, and no credential of a client, is in anything that people or programs get to see: logs, as talkative as any
 * logger can be, metrics, pages, errors, what commands print, and how the process looks from outside.
 */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres", "oidc-provider"})
@Tag("heavy")
@SuppressWarnings("NullAway.Init")
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As long as nats-server waits for an answer, and a little. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Path PRODUCT =
            Path.of("../server/target/gatehouse/gatehouse.jar").toAbsolutePath();

    /** What all secrets of the settings begin with, and those of clients. */
    private static final String CANARY = "canary-of";

    private static final String ADMIN_TOKEN = CANARY + "-the-admin-requests";
    private static final String ANOTHER_CLIENT_SECRET = CANARY + "-another-client";

    /** A seed, of any kind. */
    private static final Pattern SEED = Pattern.compile("S[OAUX][A-Z2-7]{56}");

    /** All that it can be had to record, and every other connection that has a secret. */
    private static final String MORE = """

            audit:
              to: file
              claims: true
              hmac_key: canary-of-the-key-of-the-audit-log
              file: {path: audit.jsonl}
            cache:
              shared:
                bucket: SHARED
                secret: canary-of-the-secret-of-the-shared-cache
                nats: {user: kv, password: canary-of-the-bucket}
            revocation:
              secret: canary-of-the-secret-of-the-revocation
              nats: {user: sys, password_file: SYS_PASSWORD}
            """;

    @TempDir
    private Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Set<String> ownSecrets = Set.of();
    private EveryDirectory directories;
    private OtlpReceiver collector;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        directories = EveryDirectory.in(folder);
        collector = new OtlpReceiver();
        stage = directories
                .stage()
                .admin(ADMIN_TOKEN)
                .set("tracing.endpoint", collector.url())
                .set("tracing.headers", "authorization=Bearer " + CANARY + "-the-collector")
                .set("tracing.ratio", "1")
                .openWithoutService();
        EveryDirectory.fill(stage);
        Path sys = stage.deployment().sysPassword();
        Files.writeString(settings(), MORE.replace("SYS_PASSWORD", sys.toString()), StandardOpenOption.APPEND);
        ownSecrets = ownSecrets(stage.deployment().dir());
    }

    /** The seeds and passwords that {@code init} has made. */
    private static Set<String> ownSecrets(Path deployment) throws IOException {
        Set<String> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(deployment)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                SEED.matcher(text).results().map(MatchResult::group).forEach(found::add);
                if (file.toString().endsWith(".password")) {
                    found.add(text.strip());
                }
            }
        }
        assertThat(found).as("seeds of the issuer and of the xkey, passwords").hasSizeGreaterThan(3);
        return found;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        stage.close();
        directories.close();
        collector.close();
    }

    private Path settings() {
        return stage.deployment().settings();
    }

    private void assertNoneIsSeen() {
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(secretsIn(text)).as(text).isEmpty());
    }

    /** As they are, and as they are sent. */
    private List<String> secretsIn(String text) {
        Stream<String> known = Stream.of(
                CANARY,
                base64("machine-press:" + EveryDirectory.PASSWORD),
                base64("machine-press:wrong"),
                EveryDirectory.CLIENT_SECRET,
                base64("gatehouse:" + EveryDirectory.CLIENT_SECRET),
                base64("gatehouse:" + ANOTHER_CLIENT_SECRET));
        return Stream.of(known, directories.signatures().stream(), ownSecrets.stream())
                .flatMap(secrets -> secrets)
                .filter(text::contains)
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noneIsInALogOrOnAPage() throws Exception {
        try (EveryLog log = new EveryLog()) {
            stage.startService();
            log.listen();
            await().atMost(PATIENCE).until(() -> isLetIn(Named.SSO) && isLetIn(Named.BUCKET));
            logInAndFail();
            see(stage.service());
            for (Named down : EnumSet.of(Named.PEOPLE, Named.STAFF, Named.WEB)) {
                directories.stop(down);
                boolean unused = isLetIn(down);
                see(stage.service());
                directories.begin(down);
                await().atMost(PATIENCE).until(() -> isLetIn(down));
            }
            forgetOwnSecrets();
            logInAndFail();
            see(stage.service());
            reloadWithMistakes();
            stage.stop(stage.service());
            String audit = Files.readString(stage.deployment().dir().resolve("audit.jsonl"));
            assertThat(audit).contains("\"granted\"", "\"denied\"", "\"claims\"", "\"credential\"");
            seen.add(audit);
            assertThat(collector.spans())
                    .extracting(Span::getName)
                    .contains("login", "POST", "ldap lookup", "postgresql query");
            seen.add(collector.text());
            assertThat(log.lines())
                    .as("libraries talk too")
                    .anyMatch(line -> line.startsWith("io.netty"))
                    .anyMatch(line -> line.startsWith("io.gatehouse"));
            seen.addAll(log.lines());
        }
        assertNoneIsSeen();
    }

    private boolean isLetIn(Named directory) throws Exception {
        try {
            connect(directories.client(stage, directory));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void connect(Options.Builder client) throws IOException, InterruptedException {
        Nats.connect(client.connectionTimeout(SHORT).build()).close();
    }

    /** With right credentials and with wrong ones, through all at once: the client library waits for its time where it is refused. */
    private void logInAndFail() {
        CompletableFuture.allOf(directories.named().stream()
                        .map(each -> CompletableFuture.runAsync(() -> logInAndFail(each), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void logInAndFail(Named directory) {
        try {
            seen.add(directory + " right: " + isLetIn(directory));
            note(directories.stranger(stage, directory));
            if (directory == Named.SSO) {
                note(directories.opaqueClient(stage));
                note(directories.opaqueStranger(stage));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(Options.Builder client) throws InterruptedException {
        try {
            connect(client);
            seen.add("let in");
        } catch (IOException e) {
            seen.add(String.valueOf(e.getMessage()));
        }
    }

    /** Backends that know Gatehouse no more. */
    private void forgetOwnSecrets() throws Exception {
        Files.writeString(stage.deployment().dir().resolve("ldap.password"), "canary-of-another-bind");
        Files.writeString(stage.deployment().dir().resolve("web.token"), "canary-of-another-token");
        Files.writeString(stage.deployment().dir().resolve("sso.secret"), ANOTHER_CLIENT_SECRET);
        String yaml = Files.readString(settings());
        Files.writeString(
                settings(),
                yaml.replace("canary-of-the-url", "canary-of-another-url")
                        .replace("canary-of-the-introspection", "canary-of-another-introspection"));
        seen.add(stage.service().reload("a test").join().toString());
    }

    /** The service goes on with what it has, and says what is wrong. */
    private void reloadWithMistakes() throws IOException {
        String yaml = Files.readString(settings());
        for (String wrong : List.of(
                yaml + "nats: canary-of-no-section\n",
                yaml.replace("token: canary-of-another-introspection", "token: *canary-of-no-alias"),
                yaml.replace("secret: canary-of-the-secret-of-the-revocation", "secret: [canary-of-a-list]"),
                yaml.replace("X-Api-Key: canary-of-the-header", "X-Api-Key: \"canary-of-the\\nheader\""))) {
            assertThat(wrong).isNotEqualTo(yaml);
            Files.writeString(settings(), wrong);
            seen.add(stage.service().reload("a test").join().toString());
        }
        Files.writeString(settings(), yaml);
    }

    private void see(Service service) throws Exception {
        for (SecretOutput output : SecretOutput.values()) {
            seen.addAll(output.of(Pages.of(service), Pages.ofAdmin(service), ADMIN_TOKEN));
        }
    }

    @Test
    void noneIsInATextOrInAnError() throws Exception {
        GatehouseSettings read = new SettingsLoader(Map.of(), stage.deployment().dir()).load(settings());
        seen.add(read.toString());
        read.directories().forEach(one -> seen.add(one + " " + one.values()));
        seen.add(read.nats().toString());
        check();
        printKeys();
        directories.stop(Named.STAFF);
        directories.stop(Named.PEOPLE);
        directories.stop(Named.WEB);
        check();
        String yaml = Files.readString(settings());
        for (String wrong : List.of(
                yaml.replace("/postgres\n", "/postgres?sslmode=disable\n"),
                yaml.replace("postgresql://", "postgresql:/"),
                yaml.replace("@127.0.0.1", "@[127.0.0.1"),
                yaml.replace("X-Api-Key: canary-of-the-header", "X-Api-Key: \"canary-of-the\\nheader\""),
                yaml.replace("X-Api-Key: ", "Authorization: "),
                yaml.replace("http://127.0.0.1", "http://gatehouse:canary-of-the-user@127.0.0.1"),
                yaml.replace("auth: {token_file: web.token}", "auth: {token_file: web.token, password: canary-of-two}"),
                yaml.replace("client_id: gatehouse,", "client_id: gatehouse, token: canary-of-one-too-many,"),
                yaml.replace("token: canary-of-the-introspection", "token: \"canary-of-the\\nintrospection\""),
                yaml.replace("nats: {user: kv,", "nats: {userx: kv,"))) {
            assertThat(wrong).isNotEqualTo(yaml);
            Files.writeString(settings(), wrong);
            check();
        }
        assertNoneIsSeen();
    }

    /** What is said of keys, and of logins by the configuration alone. */
    private void printKeys() {
        for (String json : List.of("--offline", "--json")) {
            Cli cli = new Cli(folder);
            seen.add(cli.run("keys", "status", "-c", settings().toString(), json) + cli.out() + cli.err());
        }
        for (String password : List.of(EveryDirectory.PASSWORD, "canary-of-a-wrong-password")) {
            Cli cli = new Cli(folder).typed(password);
            seen.add(cli.run("explain", "-c", settings().toString(), "--user", "fred") + cli.out() + cli.err());
        }
    }

    private void check() {
        for (List<String> more :
                List.of(List.of("--offline"), List.of("--server", stage.server().url(), "--json"))) {
            List<String> arguments =
                    new ArrayList<>(List.of("check", "-c", settings().toString()));
            arguments.addAll(more);
            Cli cli = new Cli(folder);
            int code = cli.run(arguments.toArray(String[]::new));
            seen.add(code + "\n" + cli.out() + cli.err());
        }
    }

    /** Its arguments, its properties, its threads, and what it prints. */
    @Test
    void noneIsInTheProcessAsOthersSeeIt() throws Exception {
        Path log = folder.resolve("gatehouse.log");
        Process service = new ProcessBuilder(
                        java("java"),
                        "-jar",
                        PRODUCT.toString(),
                        "run",
                        "-c",
                        settings().toString(),
                        "--server",
                        stage.server().url(),
                        "--http",
                        "off",
                        "--log-level",
                        "trace")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Ready "));
            await().atMost(PATIENCE).until(() -> isLetIn(Named.STAFF));
            logInAndFail();
            for (String command : List.of("VM.command_line", "VM.system_properties", "VM.flags", "Thread.print")) {
                seen.add(jcmd(service.pid(), command));
            }
            seen.add(service.info().toString());
            assertThat(service.descendants())
                    .as("other processes, which others could see")
                    .isEmpty();
        } finally {
            service.destroy();
            assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        seen.add(Files.readString(log));
        assertNoneIsSeen();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private String jcmd(long pid, String command) throws Exception {
        Path output = folder.resolve(command);
        Process jcmd = new ProcessBuilder(java("jcmd"), Long.toString(pid), command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(jcmd.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(jcmd.exitValue()).as(text).isZero();
        return text;
    }
}

package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service without a server, whose configuration changes. */
@Timeout(60)
class ServiceReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String BASE = "issuer: {seed: " + ISSUER.seed() + "}\n"
            + "http: {listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', admin_token: " + TOKEN + "}\n"
            + "config: {reload: 0s}\n"
            + "callout: {warmup: 0s}\n";
    private static final String ONE = BASE + "directories:\n  users: {type: file, path: users.json}\n";
    private static final String TWO = ONE + "  staff: {type: file, path: staff.json}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private Service service(String yaml) throws IOException {
        Files.writeString(dir.resolve("users.json"), "{\"anna\": {\"pass\": \"a\", \"account\": \"APP1\"}}");
        Files.writeString(dir.resolve("staff.json"), "{\"bert\": {\"pass\": \"b\", \"account\": \"APP2\"}}");
        write(yaml);
        return Service.prepare(new SettingsLoader(environment, dir).load(file()));
    }

    private Path file() {
        return dir.resolve("gatehouse.yaml");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    private ReloadResult reload(Service service, String yaml) throws IOException {
        write(yaml);
        return service.reload("a test").join();
    }

    private List<String> problems(Service service, String yaml) throws IOException {
        return reload(service, yaml).problems().stream()
                .map(problem -> problem.replace(dir + "/", ""))
                .toList();
    }

    private HttpResponse<String> get(Service service, String path) throws Exception {
        return client.send(request(service.httpAddress(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(@Nullable HttpSettings to, String path) {
        String address = Objects.requireNonNull(to).address();
        return HttpRequest.newBuilder(URI.create("http://" + address + path));
    }

    private String metric(Service service, String series) throws Exception {
        return get(service, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .findFirst()
                .orElse("none");
    }

    @Test
    void saysWhichKeysHaveChanged() throws IOException {
        try (Service service = service(ONE)) {
            assertThat(reload(service, ONE)).isEqualTo(new ReloadResult(List.of(), List.of(), List.of()));
            assertThat(reload(service, TWO).changed())
                    .containsExactly("directories.staff.type", "directories.staff.path");
            assertThat(reload(service, TWO).changed()).isEmpty();
            assertThat(reload(service, ONE).changed())
                    .containsExactly("directories.staff.type", "directories.staff.path");
        }
    }

    @Test
    void anotherOrderInTheFileIsAChange() throws IOException {
        try (Service service = service(TWO)) {
            String reordered = BASE + "directories:\n  staff: {type: file, path: staff.json}\n"
                    + "  users: {type: file, path: users.json}\n";
            assertThat(reload(service, reordered).changed()).containsExactly("callout.directory_order");
        }
    }

    /** As a web service that lets nobody in, and answers when it may. */
    private static HttpServer webService(AtomicInteger asked, CountDownLatch mayAnswer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                mayAnswer.await();
                exchange.sendResponseHeaders(403, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static String withWeb(int port) {
        return ONE + "  web: {type: http, mode: status, url: 'http://127.0.0.1:" + port + "/', timeout: 20s}\n";
    }

    /** No login waits for the first connection. */
    @Test
    void aDirectoryIsInUseOnceItsBackendHasAnswered() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch mayAnswer = new CountDownLatch(1);
        HttpServer web = webService(asked, mayAnswer);
        try (Service service = service(ONE)) {
            String with = withWeb(web.getAddress().getPort());
            write(with);
            CompletableFuture<ReloadResult> reload = service.reload("a test");
            await().atMost(PATIENCE).until(() -> asked.get() == 1);
            assertThat(reload).isNotDone();

            mayAnswer.countDown();
            assertThat(reload.join().changed()).contains("directories.web.url");

            assertThat(reload(service, with + "cache: {ttl: 7s}\n").changed()).containsExactly("cache.ttl");
            assertThat(asked).as("one that stays in use is not asked again").hasValue(1);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aDirectoryWhoseBackendIsDownIsTakenAllTheSame() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Service service = service(ONE)) {
            assertThat(reload(service, withWeb(port)).changed()).contains("directories.web.url");
        }
    }

    @Test
    void takesTheRestOfAChangeThatNeedsARestartAndTellsOfItEachTime() throws IOException {
        try (Service service = service(ONE)) {
            String changed = TWO + "nats: {url: 'nats://elsewhere'}\ninstance: other\n";
            ReloadResult first = reload(service, changed);

            assertThat(first.changed()).containsExactly("directories.staff.type", "directories.staff.path");
            assertThat(first.needRestart()).containsExactly("instance", "nats.url");
            assertThat(reload(service, changed))
                    .isEqualTo(new ReloadResult(List.of(), List.of("instance", "nats.url"), List.of()));
            assertThat(reload(service, TWO).needRestart()).isEmpty();
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedIsToldWholeAndChangesNothing() throws Exception {
        try (Service service = service(ONE)) {
            assertThat(problems(service, TWO + "cache: {ttl: long}\ncach: {}\ncallout: {}\n"))
                    .hasSize(3)
                    .anySatisfy(
                            problem -> assertThat(problem).startsWith("gatehouse.yaml:10:1: callout: is given twice"))
                    .anySatisfy(problem ->
                            assertThat(problem).startsWith("gatehouse.yaml:9:1: cach: unknown key; did you mean cache"))
                    .anySatisfy(problem -> assertThat(problem).startsWith("gatehouse.yaml:8:14: cache.ttl:"));
            assertThat(metric(service, "gatehouse_directory_users{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(metric(service, "gatehouse_config_last_reload_successful"))
                    .endsWith(" 0.0");
            assertThat(get(service, "/readyz").body())
                    .contains(
                            "\"notes\":{\"configuration\":\"the configuration cannot be used, and the one before stays in"
                                    + " force: the log says why\"");

            assertThat(reload(service, ONE).changed()).isEmpty();
            assertThat(metric(service, "gatehouse_config_last_reload_successful"))
                    .endsWith(" 1.0");
            assertThat(get(service, "/readyz").body()).doesNotContain("notes");
        }
    }

    @Test
    void tellsOfEveryDirectoryThatCannotBeOpenedAndLeavesNoneOpen() throws Exception {
        try (Service service = service(ONE)) {
            Files.writeString(dir.resolve("broken.json"), "{\"carl\": {\"pas\": \"c\"}}");
            assertThat(problems(
                            service,
                            TWO + "  gone: {type: file, path: gone.json}\n  broken: {type: file, path: broken.json}\n"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .anySatisfy(problem -> assertThat(problem)
                            .isEqualTo(
                                    "gatehouse.yaml:8:3: directories.gone: cannot be opened: gone.json: there is no such"
                                            + " file"))
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("gatehouse.yaml:9:3: directories.broken: cannot be opened: broken.json:1:"));
            assertThat(metric(service, "gatehouse_directory_users{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(get(service, "/readyz").body()).doesNotContain("directory staff", "directory gone");
            await().atMost(PATIENCE).until(() -> watchers() == 1);
        }
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gatehouse-users"))
                .count();
    }

    @Test
    void theCopyOfTheLastGoodUsersIsOfTheFileInUseThoughAnotherWasOpenedInVain() throws Exception {
        String kept = ONE.replace("users.json", "users.json, last_good: copy.json");
        try (Service service = service(kept)) {
            String users = Files.readString(dir.resolve("users.json"));
            assertThat(dir.resolve("copy.json")).hasContent(users);
            assertThat(problems(
                            service,
                            kept.replace("users.json", "staff.json") + "  gone: {type: file, path: gone.json}\n"))
                    .hasSize(1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(dir.resolve("copy.json")).hasContent(users));
        }
    }

    @Test
    void anotherSecretInAFileIsAChangeThoughNoKeyIsWrittenOtherwise() throws Exception {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        Path key = Files.writeString(
                dir.resolve("APP1.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed());
        Path token = Files.writeString(dir.resolve("admin.token"), TOKEN);
        String yaml = ONE.replace("admin_token: " + TOKEN, "admin_token_file: admin.token") + "accounts: {APP1: {id: "
                + account + ", signing_key: APP1.nk}}\n";
        try (Service service = service(yaml)) {
            assertThat(reload(service, yaml).changed()).isEmpty();
            Files.writeString(key, SigningKey.generate(NkeyKind.ACCOUNT).seed());
            Files.writeString(token, TOKEN + "-now");

            ReloadResult result = reload(service, yaml);
            assertThat(result.changed()).containsExactly("accounts.APP1.signing_key", "http.admin_token_file");
            assertThat(result.needRestart()).isEmpty();
            assertThat(reload(service, yaml).changed()).isEmpty();
        }
    }

    /** Nobody listens for admin requests, and a token alone changes nothing in that. */
    @Test
    void aTokenIsTakenByAReloadWhereThereWasOneAtTheStart() throws Exception {
        String with = ONE.replace(", admin_listen: '127.0.0.1:0'", "");
        try (Service service = service(with.replace(", admin_token: " + TOKEN, ""))) {
            ReloadResult result = reload(service, with);
            assertThat(result.changed()).isEmpty();
            assertThat(result.needRestart()).containsExactly("http.admin_token");
            assertThat(service.adminAddress()).isNull();
        }
    }

    @Test
    void aTokenThatWasTakenAwayIsTakenAgainOnceItIsBack() throws Exception {
        String without = ONE.replace(", admin_listen: '127.0.0.1:0', admin_token: " + TOKEN, "");
        try (Service service = service(ONE)) {
            assertThat(reload(service, without).changed()).containsExactly("http.admin_token");
            assertThat(post(service, TOKEN).statusCode()).isEqualTo(403);

            assertThat(reload(service, ONE).changed()).containsExactly("http.admin_token");
            assertThat(post(service, TOKEN).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatAServiceDoesOnlyFromItsStartOnIsNotBegunByAReload() throws Exception {
        String revocation = ONE + "revocation: {poll: 1s, nats: {user: sys, password: q}}\n";
        String tracing = revocation + "tracing: {endpoint: 'http://127.0.0.1:1', headers: a=b}\n";
        try (Service service = service(ONE)) {
            ReloadResult first = reload(service, revocation);
            assertThat(first.changed()).isEmpty();
            assertThat(first.needRestart())
                    .containsExactlyInAnyOrder("revocation.poll", "revocation.nats.user", "revocation.nats.password");

            ReloadResult second = reload(service, tracing + "cache: {ttl: 1m}\n");
            assertThat(second.changed()).containsExactly("cache.ttl");
            assertThat(reload(service, tracing + "cache: {ttl: 2m}\n").needRestart())
                    .contains("revocation.nats.password", "tracing.endpoint", "tracing.headers");
        }
    }

    @Test
    void anotherAuthorityInAFileOfIssuersIsAChange() throws Exception {
        CertificateAuthority first = CertificateAuthority.root("First");
        Path pinned = Files.writeString(dir.resolve("ca.pem"), first.pem());
        String yaml = ONE + "  devices: {type: certificate, identity: cn, issuers: ca.pem}\n";
        try (Service service = service(yaml)) {
            Files.writeString(pinned, "The same, with words before it\n" + first.pem());
            assertThat(reload(service, yaml).changed()).isEmpty();
            Files.writeString(pinned, CertificateAuthority.root("Second").pem());

            assertThat(reload(service, yaml).changed()).containsExactly("directories.devices.issuers");
            assertThat(reload(service, yaml).changed()).isEmpty();
        }
    }

    @Test
    void anotherKeyOfAListOfAccountsIsAChange() throws Exception {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        Path key = Files.writeString(
                dir.resolve("APP1.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed());
        environment.put("GATEHOUSE_ACCOUNTS", account + ":" + key);
        try (Service service = service(ONE)) {
            assertThat(reload(service, ONE).changed()).isEmpty();
            Files.writeString(key, SigningKey.generate(NkeyKind.ACCOUNT).seed());
            assertThat(reload(service, ONE).changed()).containsExactly("accounts");
        }
    }

    @Test
    void anotherModeNeedsARestart() throws IOException {
        try (Service service = service(ONE)) {
            String accounts = "accounts: {APP1: {id: "
                    + SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text() + ", signing_key: "
                    + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}}\n";
            assertThat(problems(service, ONE + accounts))
                    .containsExactly(
                            "gatehouse.yaml:7:1: accounts: accounts make this operator mode, and the service was"
                                    + " started in config mode: restart it, or remove them");
        }
    }

    @Test
    void aDirectoryThatIsGoneIsClosedAfterTheBudgetAndIsInNoMetricAnyMore() throws Exception {
        try (Service service = service(TWO)) {
            assertThat(metric(service, "gatehouse_directory_users{directory=\"staff\""))
                    .endsWith(" 1.0");
            assertThat(reload(service, ONE).isSuccessful()).isTrue();

            await().atMost(PATIENCE).until(() -> watchers() == 1);
            await().atMost(PATIENCE)
                    .until(() -> metric(service, "gatehouse_directory_users{directory=\"staff\"")
                            .equals("none"));
            assertThat(metric(service, "gatehouse_cache_entries{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(metric(service, "gatehouse_directory_users{directory=\"users\""))
                    .endsWith(" 1.0");
        }
    }

    @Test
    void aPipeInThePlaceOfTheFileIsNotWaitedFor() throws Exception {
        try (Service service = service(ONE)) {
            Files.delete(file());
            assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                    .isZero();

            assertThat(service.reload("a test").join().problems())
                    .containsExactly(file() + ": cannot be read again: not a regular file");
        }
    }

    @Test
    void anAdminRequestSaysWhatHasChangedOrWhatIsWrong() throws Exception {
        try (Service service = service(ONE)) {
            write(TWO);
            HttpResponse<String> good = post(service, TOKEN);
            write("nats: [");
            HttpResponse<String> bad = post(service, TOKEN);

            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(good.body())
                    .isEqualTo("{\"status\":\"reloaded\",\"changed\":[\"directories.staff.type\","
                            + "\"directories.staff.path\"]}\n");
            assertThat(bad.statusCode()).isEqualTo(500);
            assertThat(bad.body())
                    .startsWith("{\"status\":\"failed\",\"problems\":[\"" + file() + ":1:8: is not valid YAML");
            assertThat(post(service, "another token that is wrong").statusCode())
                    .isEqualTo(401);
        }
    }

    private HttpResponse<String> post(Service service, String token) throws Exception {
        return client.send(
                request(service.adminAddress(), "/-/reload")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

package io.gatehouse.service;

import static io.gatehouse.service.ReloadedService.ONE;
import static io.gatehouse.service.ReloadedService.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories that come and go with the configuration of a running service. */
@Timeout(60)
class ReloadedDirectoriesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path dir;

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
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            String with = withWeb(web.getAddress().getPort());
            service.write(with);
            CompletableFuture<ReloadResult> reload = service.service().reload("a test");
            await().atMost(PATIENCE).until(() -> asked.get() == 1);
            assertThat(reload).isNotDone();

            mayAnswer.countDown();
            assertThat(reload.join().changed()).contains("directories.web.url");

            assertThat(service.reload(with + "cache: {ttl: 7s}\n").changed()).containsExactly("cache.ttl");
            assertThat(asked).as("one that stays in use is not asked again").hasValue(1);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aDirectoryWhoseBackendIsDownIsTakenAllTheSame() throws Exception {
        int port = KeptPort.free();
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            assertThat(service.reload(withWeb(port)).changed()).contains("directories.web.url");
        }
    }

    @Test
    void tellsOfEveryDirectoryThatCannotBeOpenedAndLeavesNoneOpen() throws Exception {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            Files.writeString(dir.resolve("broken.json"), "{\"carl\": {\"pas\": \"c\"}}");
            assertThat(service.problems(
                            TWO + "  gone: {type: file, path: gone.json}\n  broken: {type: file, path: broken.json}\n"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .anySatisfy(problem -> assertThat(problem)
                            .isEqualTo(
                                    "gatehouse.yaml:8:3: directories.gone: cannot be opened: gone.json: there is no such"
                                            + " file"))
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("gatehouse.yaml:9:3: directories.broken: cannot be opened: broken.json:1:"));
            assertThat(service.metric("gatehouse_directory_users{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(service.get("/readyz").body()).doesNotContain("directory staff", "directory gone");
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
        try (ReloadedService service = ReloadedService.of(dir, kept)) {
            String users = Files.readString(dir.resolve("users.json"));
            assertThat(dir.resolve("copy.json")).hasContent(users);
            assertThat(service.problems(
                            kept.replace("users.json", "staff.json") + "  gone: {type: file, path: gone.json}\n"))
                    .hasSize(1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(dir.resolve("copy.json")).hasContent(users));
        }
    }

    @Test
    void aDirectoryThatIsGoneIsClosedAfterTheBudgetAndIsInNoMetricAnyMore() throws Exception {
        try (ReloadedService service = ReloadedService.of(dir, TWO)) {
            assertThat(service.metric("gatehouse_directory_users{directory=\"staff\""))
                    .endsWith(" 1.0");
            assertThat(service.reload(ONE).isSuccessful()).isTrue();

            await().atMost(PATIENCE).until(() -> watchers() == 1);
            await().atMost(PATIENCE)
                    .until(() -> service.metric("gatehouse_directory_users{directory=\"staff\"")
                            .equals("none"));
            assertThat(service.metric("gatehouse_cache_entries{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(service.metric("gatehouse_directory_users{directory=\"users\""))
                    .endsWith(" 1.0");
        }
    }
}

package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A directory's own token in a file, which is exchanged while the service runs, as Kubernetes does with mounted secrets. */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("NullAway.Init")
class SecretFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ANSWER = "{\"result\": \"allow\", \"account\": \"APP1\"}";

    private volatile String wanted = "Bearer first";
    private HttpServer service;

    /** Answers nobody but who presents the token that it wants now. */
    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/login", exchange -> {
            boolean known = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(known ? 200 : 401, known ? answer.length : -1);
            if (known) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private Stage.Builder stage() {
        return Stage.config()
                .prepared(SecretFilesIT::mountFirst)
                .set("directories.web.type", "http")
                .set(
                        "directories.web.url",
                        "http://127.0.0.1:" + service.getAddress().getPort() + "/login")
                .set("directories.web.auth.token_file", "mounted/token")
                .set("directories.web.names.prefix", "web:")
                .set("callout.directory_order", "web,users")
                .set("config.reload", "50ms");
    }

    private static void mountFirst(Deployment deployment) throws IOException {
        Path mounted = Files.createDirectory(deployment.dir().resolve("mounted"));
        write(mounted, "v1", "first");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(mounted.resolve("token"), Path.of("..data/token"));
    }

    private static void write(Path mounted, String version, String token) throws IOException {
        Files.writeString(Files.createDirectory(mounted.resolve(version)).resolve("token"), token);
    }

    private static void exchange(Stage stage, String version, String token) throws IOException {
        Path mounted = stage.deployment().dir().resolve("mounted");
        write(mounted, version, token);
        Path next = Files.createSymbolicLink(mounted.resolve("..next"), Path.of(version));
        Files.move(
                next, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theNewTokenIsTakenByItself() throws Exception {
        try (Stage stage = stage().open()) {
            await().atMost(PATIENCE).until(() -> isLetIn(stage, "anna"));

            exchange(stage, "v2", "second");
            wanted = "Bearer second";

            await().atMost(PATIENCE).until(() -> isLetIn(stage, "berta"));
        }
    }

    /** Until somebody puts it right the token before is used. */
    @Test
    void anEmptyFileIsNoToken() throws Exception {
        try (Stage stage = stage().set("http.listen", "127.0.0.1:0").open()) {
            Pages pages = Pages.of(stage.service());
            exchange(stage, "v2", "");
            await().atMost(PATIENCE)
                    .until(() -> pages.get("/readyz").body().contains("the configuration cannot be used"));
            await().atMost(PATIENCE).until(() -> isLetIn(stage, "anna"));

            exchange(stage, "v3", "third");
            wanted = "Bearer third";
            await().atMost(PATIENCE).until(() -> isLetIn(stage, "berta"));
            await().atMost(PATIENCE)
                    .until(() -> !pages.get("/readyz").body().contains("the configuration cannot be used"));
        }
    }

    private static boolean isLetIn(Stage stage, String user) throws InterruptedException {
        try {
            new Client(stage.as(user, "p").connectionTimeout(Duration.ofSeconds(3))).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

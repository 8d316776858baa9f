package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.Stage;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.service.types.DirectoryTypes;
import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a service answers while it stops, which takes as long as a login that it has begun with. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class StopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String ALICE = "{\"user\": \"alice\"}";

    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final HttpClient client = HttpClient.newHttpClient();

    private Service start(Stage stage, ScriptedServers servers) throws Exception {
        Path file = stage.deployment().settings();
        String yaml = Files.readString(file).replaceFirst("(?s)directories:.*", "");
        Files.writeString(file, yaml + """
                directories:
                  scripted: {type: scripted}
                revocation:
                  nats: {url: '%s', user: sys, password: p}
                """.formatted(servers.url()));
        List<DirectoryType> types = Stream.concat(
                        DirectoryTypes.BUILT_IN.stream(), Stream.of(new ScriptedType(directory)))
                .toList();
        SettingsLoader loader = new SettingsLoader(
                        Map.of("GATEHOUSE_HTTP_ADMIN_TOKEN", TOKEN),
                        stage.deployment().dir(),
                        types)
                .option("nats.url", "--server", stage.server().url())
                .option("http.listen", "--http", "127.0.0.1:0")
                .option("http.admin_listen", "--set", "127.0.0.1:0")
                .option("config.reload", "--set", "0s")
                .option("callout.budget", "--set", "55s");
        Service service = Service.start(loader.load(file));
        service.awaitUp();
        return service;
    }

    private CompletableFuture<HttpResponse<String>> post(Service service, String path, String body) {
        return send(request(service, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(Service service, String path) {
        String address = Objects.requireNonNull(service.adminAddress()).address();
        return HttpRequest.newBuilder(URI.create("http://" + address + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** On a thread of its own: the HTTP client needs those of the common pool. */
    private static CompletableFuture<Void> begin(Runnable work) {
        return CompletableFuture.runAsync(work, command -> new Thread(command).start());
    }

    private static void assertStopping(CompletableFuture<HttpResponse<String>> asked) throws Exception {
        HttpResponse<String> answer = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("{\"problem\":\"the service is stopping");
    }

    private void assertAnswered(Service service, String path) throws Exception {
        HttpResponse<String> answer = send(request(service, path)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void whoAsksForAChangeIsToldSoAtOnce() throws Exception {
        try (ScriptedServers servers = ScriptedServers.start("N1");
                Stage stage = Stage.config()
                        .serverConf(conf -> conf.replace("timeout: 3", "timeout: 60"))
                        .openWithoutService()) {
            Service service = start(stage, servers);
            CompletableFuture<Void> login = begin(() -> stage.assertRefused(stage.as("anna", "a")));
            await().atMost(PATIENCE).until(() -> directory.asked().size() == 1);
            await().atMost(PATIENCE)
                    .until(() -> post(service, "/-/revoke", ALICE).get().statusCode() == 200);
            servers.hold();
            CompletableFuture<HttpResponse<String>> underWay = post(service, "/-/revoke", ALICE);
            await().atMost(PATIENCE).until(() -> servers.held() > 0);

            CompletableFuture<Void> closing = begin(service::close);
            assertStopping(underWay);
            assertStopping(post(service, "/-/revoke", ALICE));
            assertStopping(post(service, "/-/reload", ""));
            assertStopping(post(service, "/-/explain", ALICE));
            assertAnswered(service, "/-/search?user=alice");
            assertAnswered(service, "/-/status");
            assertThat(closing).as("a login is under way").isNotDone();

            directory.asked(0).answer(LookupResult.NotMine.NOT_MINE);
            closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            // On a busy machine, the login may have had no answer in time instead.
            login.exceptionally(failure -> null).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}

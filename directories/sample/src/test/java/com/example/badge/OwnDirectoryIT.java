package com.example.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in the folder lib of a real Gatehouse, as its own process, with a real nats-server and a real client. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class OwnDirectoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As long as nats-server waits for an answer, and a little. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Pattern SERVED = Pattern.compile("Serving metrics and health on (http://[^/]+)/");
    private static final String SERVICE = "META-INF/services/io.gatehouse.directory.DirectoryType";

    @TempDir
    private Path temp;

    private InstalledGatehouse gatehouse;
    private Deployment deployment;
    private Path log;

    @BeforeEach
    void install() throws IOException {
        gatehouse = InstalledGatehouse.in(Files.createDirectory(temp.resolve("installed")));
        deployment = Deployment.create(
                temp.resolve("deployment"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        log = temp.resolve("gatehouse.log");
    }

    /** Adds the badges after the users. */
    private void configure(String url) throws IOException {
        String settings = Files.readString(deployment.settings());
        String changed = settings.replaceFirst(
                "(?m)^directories:\\n((?: .*\\n)+)",
                "directories:\n$1  badges:\n    type: badge\n    url: " + url + "\n    account: APP1\n");
        assertThat(changed).isNotEqualTo(settings);
        Files.writeString(deployment.settings(), changed);
    }

    @Test
    void clientsLogInByIt() throws Exception {
        gatehouse.addSample("badge.jar");
        try (BadgeServer badges = new BadgeServer(Map.of("B-0815", "carla"));
                NatsServer server = NatsServer.start(NatsServerConfig.file(deployment.serverConf()))) {
            configure("http://127.0.0.1:" + badges.address().getPort() + "/badge");
            Process service = start("off", "--server", server.url());
            try {
                await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Ready "));
                assertLetIn(client(server).token("B-0815".toCharArray()));
                assertLetIn(client(server).userInfo("alice", "alice"));
                // The client library waits for all of its time where it is refused.
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThatThrownBy(
                                        () -> connect(server, "B-4711", SHORT).close())
                                .isInstanceOf(AuthenticationException.class));
            } finally {
                stop(service);
            }
        }
        assertThat(Files.readString(log)).doesNotContain("B-0815", "B-4711", "\tat ");
    }

    /** The server that knows badges goes and comes back: told once each, by the log, by health and by a metric. */
    @Test
    void isThereAgainWhenItsServerIs() throws Exception {
        gatehouse.addSample("badge.jar");
        try (BadgeServer badges = new BadgeServer(Map.of("B-0815", "carla"));
                FaultProxy proxy = FaultProxy.before(badges.address());
                NatsServer server = NatsServer.start(NatsServerConfig.file(deployment.serverConf()))) {
            configure("http://127.0.0.1:" + proxy.address().getPort() + "/badge");
            proxy.inject(Fault.DOWN);
            Process service = start("127.0.0.1:0", "--server", server.url());
            try {
                await().atMost(PATIENCE).until(() -> logged("Ready "));
                assertThat(page("/readyz")).doesNotContain("badges");
                assertThatThrownBy(() -> connect(server, "B-0815", SHORT).close())
                        .isInstanceOf(IOException.class);
                await().atMost(PATIENCE).until(() -> logged("directory badges cannot answer: "));
                assertThat(page("/readyz")).contains("\"directory badges\":\"cannot answer for ");
                assertThat(page("/metrics"))
                        .contains("gatehouse_directory_breaker_open{directory=\"badges\",type=\"badge\"} 1.0");
                assertLetIn(client(server).userInfo("alice", "alice"));

                proxy.inject(Fault.NONE);
                await().atMost(PATIENCE).until(() -> logged("directory badges answers again, after "));
                assertLetIn(client(server).token("B-0815".toCharArray()));
                assertThat(page("/readyz")).doesNotContain("badges");
            } finally {
                stop(service);
            }
        }
        assertThat(Files.readString(log))
                .containsOnlyOnce("directory badges cannot answer: ")
                .containsOnlyOnce("directory badges answers again, after ")
                .doesNotContain("B-0815", "\tat ");
    }

    /** Tries again where it was not answered, as clients do: a machine that is busy makes some too late. */
    private static void assertLetIn(Options.Builder client) {
        Options options = client.connectionTimeout(SHORT).build();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Connection connection = Nats.connect(options)) {
                assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
            }
        });
    }

    private boolean logged(String words) throws IOException {
        return Files.readString(log).contains(words);
    }

    private static Connection connect(NatsServer server, String badge, Duration patience) throws Exception {
        return Nats.connect(client(server)
                .connectionTimeout(patience)
                .token(badge.toCharArray())
                .build());
    }

    /** What is served where the log says that it is. */
    private String page(String path) throws Exception {
        Matcher address = SERVED.matcher(Files.readString(log));
        assertThat(address.find()).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address.group(1) + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Options.Builder client(NatsServer server) {
        return Options.builder()
                .server(server.url())
                .connectionTimeout(PATIENCE)
                .noReconnect();
    }

    private Process start(String http, String... more) throws IOException {
        String[] arguments = new String[5 + more.length];
        String[] first = {"run", "-c", deployment.settings().toString(), "--http", http};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return gatehouse.start(log, arguments);
    }

    private static void stop(Process service) throws InterruptedException {
        service.destroy();
        assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
    }

    @Test
    void checkKnowsItToo() throws Exception {
        gatehouse.addSample("badge.jar");
        configure("not a URL");
        Process check = gatehouse.start(
                log, "check", "--offline", "-c", deployment.settings().toString());

        assertThat(check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(log)
                .content()
                .contains("directories.badges.url", "Illegal character")
                .doesNotContain("\tat ");
    }

    @Test
    void withoutItsJarTheTypeIsUnknown() throws Exception {
        configure("http://127.0.0.1:1/badge");

        assertDoesNotStart("directories.badges.type", "badge");
    }

    @Test
    void aJarWithoutItsClassIsToldInWords() throws Exception {
        writeJar("broken.jar", "com.example.Missing");
        configure("http://127.0.0.1:1/badge");

        assertDoesNotStart("a jar in " + gatehouse.lib() + " cannot be used", "com.example.Missing not found");
    }

    @Test
    void aFileThatIsNoJarIsToldInWords() throws Exception {
        Files.writeString(gatehouse.lib().resolve("broken.jar"), "half a jar");
        configure("http://127.0.0.1:1/badge");

        assertDoesNotStart(gatehouse.lib() + "/broken.jar is not a jar");
    }

    private void assertDoesNotStart(String... words) throws Exception {
        Process service = start("off");
        assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(log).content().contains(words).doesNotContain("\tat ");
        assertThat(service.exitValue()).isEqualTo(1);
    }

    private void writeJar(String name, String provider) throws IOException {
        try (OutputStream out = Files.newOutputStream(gatehouse.lib().resolve(name));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(provider.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}

package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart's pod without a cluster: a real instance with the rendered arguments, on the rendered volume as the kubelet fills it, is asked by
 * the rendered probes in each of its states.
 */
@AgainstNatsServer
@NeedsTool("helm")
@Tag("full")
class ProbesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MOUNTED = "/etc/gatehouse";

    /** Users beside those of the file, whom a web service knows. */
    private static final String DIRECTORIES = """
            directories:
              web:
                type: http
                mode: status
                method: get
                url: http://127.0.0.1:PORT/
                match: {user: "web-*"}
            """;

    /** Longer than usual: a login must still be under way when it is looked at. */
    private static final String MORE = """
            callout: {budget: 20s, allowed_accounts: [APP1, APP2]}
            lookups: {timeout: 20s}
            rules:
              web:
                if: {directory: web}
                give: {account: APP1}
            """;

    @TempDir
    private Path temp;

    private Deployment deployment;
    private MountedFolder mounted;
    private Kubelet kubelet;
    private Yaml container;
    private Yaml pod;
    private final Map<String, Map<String, String>> objects = new HashMap<>();

    @Test
    void sayWhatIsRightInEachState() throws Exception {
        deployment = Deployment.create(
                temp.resolve("deployment"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        try (NatsServer server = NatsServer.start(NatsServerConfig.file(conf()));
                Backend backend = new Backend()) {
            render(backend.port());
            server.stop();
            assertThat(kubelet.isStarted()).isFalse();
            Process service = start(server.url());
            try {
                starting();
                server.restart();
                await().atMost(PATIENCE).until(kubelet::isReady);
                ready(server.url());
                backendDown(server.url(), backend);
                natsGone(server);
                lameDuck(server.url(), backend, service);
            } finally {
                service.destroyForcibly();
            }
        }
    }

    /** Only a restart helps, and the kubelet makes one. */
    @Test
    void ofAThreadThatHasEndedSayThatARestartIsNeeded() throws Exception {
        deployment = Deployment.create(
                temp.resolve("deployment"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        try (NatsServer server = NatsServer.start(NatsServerConfig.file(conf()));
                Backend backend = new Backend()) {
            render(backend.port());
            Process service = start(server.url());
            try {
                await().atMost(PATIENCE).until(kubelet::isReady);
                assertThat(kubelet.isLive()).isTrue();

                Debugger.fail(log(), "io.gatehouse.directory.watch.FileWatch", "look");

                await().atMost(PATIENCE).until(() -> !kubelet.isLive());
                assertThat(kubelet.isReady()).isFalse();
            } finally {
                service.destroyForcibly();
            }
        }
    }

    /** The server waits for as long as a login may take here. */
    private Path conf() throws IOException {
        String conf = Files.readString(deployment.serverConf());
        return Files.writeString(deployment.serverConf(), conf.replace("timeout: 3", "timeout: 30"));
    }

    private void render(int backend) throws Exception {
        String config = Files.readString(deployment.settings())
                .replaceAll("(?s)callout:.*?(?=directories:)", "")
                .replaceAll("(?s)check:.*", "")
                .replace("directories:\n", DIRECTORIES.replace("PORT", String.valueOf(backend)));
        Path file = Files.writeString(temp.resolve("gatehouse.yaml"), config + MORE);
        String rendered = Chart.rendered(
                "-f",
                Chart.values("config-mode").toString(),
                "--set-file",
                "config=" + file,
                "--set",
                "http.port=" + KeptPort.free());
        pod = Chart.object(rendered, "Deployment").at("spec", "template", "spec");
        container = pod.at("containers", 0);
        kubelet = Kubelet.of(container);
        Yaml map = Chart.object(rendered, "ConfigMap");
        objects.put(
                map.at("metadata", "name").text(),
                Map.of("gatehouse.yaml", map.at("data", "gatehouse.yaml").text()));
        objects.put("gatehouse", secret(Files.readString(deployment.users())));
        mounted = new MountedFolder(temp.resolve("mounted"), pod.at("volumes", 0, "projected", "sources"));
        mounted.fill(objects);
    }

    private Map<String, String> secret(String users) throws IOException {
        return Map.of(
                "issuer.nk", Files.readString(deployment.key("issuer")),
                "xkey.nk", Files.readString(deployment.key("xkey")),
                "service.password", Files.readString(deployment.dir().resolve("creds/service.password")),
                "users.json", users);
    }

    private Process start(String server, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                Debugger.OPTION,
                "-jar",
                Path.of("../server/target/gatehouse/gatehouse.jar").toString()));
        container
                .at("args")
                .texts()
                .forEach(argument ->
                        command.add(argument.replace(MOUNTED, mounted.folder().toString())));
        command.addAll(List.of("--server", server));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("service.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        return builder.start();
    }

    /** There is no nats-server yet: it has started, and is neither connected nor warm. */
    private void starting() throws Exception {
        await().atMost(kubelet.patience()).until(kubelet::isStarted);
        assertThat(kubelet.isLive()).isTrue();
        assertThat(kubelet.isReady()).isFalse();
        assertThat(kubelet.readiness()).contains("\"connection\":", "\"warm\":");
    }

    /** It answers, and takes what becomes of the Secret. */
    private void ready(String server) throws Exception {
        assertThat(kubelet.isStarted()).isTrue();
        assertThat(kubelet.isLive()).isTrue();
        assertThat(isLetIn(server, "alice", "alice")).isTrue();

        objects.put("gatehouse", secret("{ \"erin\": { \"pass\": \"erin\", \"account\": \"APP2\" } }"));
        mounted.fill(objects);

        await().atMost(PATIENCE).until(() -> isLetIn(server, "erin", "erin"));
        assertThat(isLetIn(server, "alice", "alice")).isFalse();
        assertThat(kubelet.isReady()).isTrue();
    }

    /** No restart brings the backend back, and users of other directories are let in. */
    private void backendDown(String server, Backend backend) throws Exception {
        assertThat(isLetIn(server, "web-anna", "right")).as(log()).isTrue();
        backend.stop();
        await().atMost(PATIENCE).until(() -> {
            boolean unused = isLetIn(server, "web-bert", "right");
            return kubelet.readiness().contains("directory web");
        });
        assertThat(kubelet.isLive()).isTrue();
        assertThat(kubelet.isReady()).isTrue();
        assertThat(isLetIn(server, "erin", "erin")).isTrue();

        backend.begin();
        await().atMost(PATIENCE).until(() -> isLetIn(server, "web-carl", "right"));
        await().atMost(PATIENCE).until(() -> !kubelet.readiness().contains("directory web"));
    }

    /** No restart brings nats-server back. */
    private void natsGone(NatsServer server) throws Exception {
        server.stop();
        await().atMost(PATIENCE).until(() -> !kubelet.isReady());
        assertThat(kubelet.isLive()).isTrue();
        server.restart();
        await().atMost(PATIENCE).until(kubelet::isReady);
    }

    /** SIGTERM while somebody logs in: not ready, live, answers what it has, and ends in the time that the pod has for it. */
    private void lameDuck(String server, Backend backend, Process service) throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            backend.hold();
            Future<Boolean> login = threads.submit(() -> isLetIn(server, "web-dora", "right"));
            backend.awaitQuestion();
            service.toHandle().destroy();

            await().atMost(PATIENCE).until(() -> !kubelet.isReady());
            assertThat(kubelet.readiness()).contains("open");
            assertThat(kubelet.isLive()).isTrue();

            backend.goOn();
            assertThat(login.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(service.waitFor(pod.at("terminationGracePeriodSeconds").number(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(service.exitValue()).as(log()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private String log() throws IOException {
        try (Stream<String> lines = Files.lines(temp.resolve("service.log"))) {
            return String.join("\n", lines.toList());
        }
    }

    @SuppressWarnings("try") // closing may be interrupted
    private static boolean isLetIn(String server, String user, String password) throws InterruptedException {
        Options.Builder options = Options.builder()
                .server(server)
                .noReconnect()
                .errorListener(new ErrorListener() {})
                .connectionTimeout(Duration.ofSeconds(10))
                .userInfo(user, password);
        try (Connection connection = Nats.connect(options.build())) {
            return connection.getStatus() == Connection.Status.CONNECTED;
        } catch (IOException e) {
            return false;
        }
    }
}

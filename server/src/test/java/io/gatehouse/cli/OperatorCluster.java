package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two more servers beside the one of a stage in operator mode, each with a full resolver of its own: {@code n0}, {@code n1}, {@code n2}. */
@SuppressWarnings("try") // closing may be interrupted
final class OperatorCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SERVERS = 3;

    private final Stage stage;
    private final List<NatsServer> peers = new ArrayList<>();

    private OperatorCluster(Stage stage) {
        this.stage = stage;
    }

    /** A stage whose server others can join. */
    static Stage.Builder joined(Stage.Builder stage) {
        return stage.serverConf(conf -> conf + "server_name: n0\ncluster { name: c, listen: \"127.0.0.1:-1\" }\n");
    }

    /** Starts the others, and waits until all three answer. */
    static OperatorCluster beside(Stage stage) throws Exception {
        OperatorCluster cluster = new OperatorCluster(stage);
        try {
            for (int i = 1; i < SERVERS; i++) {
                cluster.peers.add(cluster.peer("n" + i));
            }
            cluster.awaitAnswers(SERVERS);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private NatsServer peer(String name) throws IOException {
        String route = ", routes: [ \"nats://127.0.0.1:" + stage.server().port(Listener.CLUSTER) + "\" ] }";
        Path folder = stage.deployment().dir();
        String conf = Files.readString(stage.deployment().serverConf())
                .replace("server_name: n0", "server_name: " + name)
                .replace("listen: \"127.0.0.1:-1\" }", "listen: \"127.0.0.1:-1\"" + route)
                .replace(folder.resolve("resolver") + "\"", folder.resolve("resolver-" + name) + "\"");
        return NatsServer.start(NatsServerConfig.file(Files.writeString(folder.resolve(name + ".conf"), conf)));
    }

    /** Waits until so many servers answer, and there are no more. */
    void awaitAnswers(int number) throws Exception {
        Deployment deployment = stage.deployment();
        GatehouseSettings settings = new SettingsLoader(Map.of(), deployment.dir())
                .option("nats.url", "--server", stage.server().url())
                .load(deployment.settings());
        try (SystemAccess access = SystemAccess.open(settings.nats()
                .as(
                        "test",
                        new Login.Creds(deployment.sysCreds()),
                        settings.nats().connectTimeout()))) {
            await().atMost(PATIENCE).until(() -> {
                var coverage = access.sessions().all(SessionQuery.ALL).join().coverage();
                return coverage.answered() == number && coverage.servers() == number;
            });
        }
    }

    /** The server {@code n1} or {@code n2}. */
    NatsServer peer(int number) {
        return peers.get(number - 1);
    }

    @Override
    public void close() {
        peers.forEach(NatsServer::close);
    }
}

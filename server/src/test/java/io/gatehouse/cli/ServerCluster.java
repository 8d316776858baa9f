package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three servers of one cluster, each with a file of its own, made of that of a deployment. One in lame duck mode stays long enough for a
 * service to try another server, in vain, and then the next.
 */
final class ServerCluster implements AutoCloseable {
    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<NatsServer> servers = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private ServerCluster() {}

    static ServerCluster start(Deployment deployment) throws IOException {
        ServerCluster cluster = new ServerCluster();
        List<Integer> ports =
                IntStream.range(0, SIZE).mapToObj(i -> KeptPort.free()).toList();
        String routes =
                ports.stream().map(port -> "\"nats://127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        for (int i = 0; i < SIZE; i++) {
            Path resolver = deployment.dir().resolve("resolver");
            String conf = Files.readString(deployment.serverConf()).replace(resolver + "\"", resolver + "-s" + i + "\"")
                    + """

                    server_name: s%d
                    lame_duck_duration: "30s"
                    lame_duck_grace_period: "4s"
                    cluster { name: c, listen: "127.0.0.1:%d", routes: [ %s ] }
                    """.formatted(i, ports.get(i), routes);
            Path file = Files.writeString(deployment.dir().resolve("server" + i + ".conf"), conf);
            cluster.files.add(file);
            cluster.servers.add(NatsServer.start(NatsServerConfig.file(file)));
        }
        cluster.servers.forEach(server -> server.log().await("Route connection created"));
        return cluster;
    }

    List<NatsServer> servers() {
        return servers;
    }

    /** The URLs of all, from one on. */
    String urls(int first) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            urls.add(servers.get((first + i) % SIZE).url());
        }
        return String.join(",", urls);
    }

    /** Has the clients of one go elsewhere, and starts it again with another file. */
    void restart(int number, UnaryOperator<String> change) throws IOException {
        NatsServer server = servers.get(number);
        Files.writeString(files.get(number), change.apply(Files.readString(files.get(number))));
        server.lameDuck();
        await("the server stops").atMost(PATIENCE).until(() -> !server.isRunning());
        long mark = server.log().mark();
        server.restart();
        server.log().awaitAfter(mark, "Route connection created");
    }

    @Override
    public void close() {
        servers.forEach(NatsServer::close);
    }
}

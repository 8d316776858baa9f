package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The servers of a cluster where {@code anna} logs in with a password alone, at each in turn, and tries nothing twice. */
final class OpenServers implements PacedLogins.Door, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LIBRARY_PATIENCE = Duration.ofSeconds(5);

    private final ServerCluster cluster;
    private final OpenPorts ports;

    private OpenServers(ServerCluster cluster) {
        this.cluster = cluster;
        this.ports = new OpenPorts(cluster.servers());
    }

    static OpenServers start(Deployment deployment) throws IOException {
        return new OpenServers(ServerCluster.start(deployment));
    }

    /** The URLs of all, from one on. */
    String urls(int first) {
        return cluster.urls(first);
    }

    /** Starts a server again with another file; clients are sent to the others until it lets them in again. */
    void restart(int number, UnaryOperator<String> change) throws IOException, InterruptedException {
        int port = cluster.servers().get(number).port();
        ports.close(port);
        cluster.restart(number, change);
        await().atMost(PATIENCE).until(() -> isOpen(port));
        ports.open(port);
    }

    @Override
    public void awaitOpen() {
        cluster.servers().forEach(server -> await().atMost(PATIENCE).until(() -> isOpen(server.port())));
    }

    /** A server takes clients before it knows where in the cluster the callout is; until then logins there wait in vain. */
    private static boolean isOpen(int port) {
        try {
            RawClient.login(port, "anna", "a1").close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void logIn(boolean library) throws IOException, InterruptedException {
        int port = ports.enter();
        try {
            if (library) {
                Nats.connect(options(port)).close();
            } else {
                RawClient.login(port, "anna", "a1").close();
            }
        } finally {
            ports.leave(port);
        }
    }

    private static Options options(int port) {
        return Options.builder()
                .server("nats://127.0.0.1:" + port)
                .userInfo("anna", "a1")
                .connectionTimeout(LIBRARY_PATIENCE)
                .errorListener(new ErrorListener() {})
                .noReconnect()
                .build();
    }

    @Override
    public void close() {
        cluster.close();
    }
}

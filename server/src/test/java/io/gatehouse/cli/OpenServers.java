package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.NatsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The servers of a cluster where {@code anna} logs in with a password alone. She tries them in turn, as each client library does: one that
 * is gone refuses nobody.
 */
final class OpenServers implements PacedLogins.Door, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ServerCluster cluster;
    private final List<Integer> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private OpenServers(ServerCluster cluster) {
        this.cluster = cluster;
        cluster.servers().stream().map(NatsServer::port).forEach(open::add);
    }

    static OpenServers start(Deployment deployment) throws IOException {
        return new OpenServers(ServerCluster.start(deployment));
    }

    /** The URLs of all, from one on. */
    String urls(int first) {
        return cluster.urls(first);
    }

    /** Starts a server again with another file; clients are sent to the others until it lets them in again. */
    void restart(int number, UnaryOperator<String> change) throws IOException {
        int port = cluster.servers().get(number).port();
        open.remove(Integer.valueOf(port));
        cluster.restart(number, change);
        await().atMost(PATIENCE).until(() -> isOpen(port));
        open.add(port);
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
    public void logIn(boolean library) throws IOException {
        int first = turn.getAndIncrement();
        List<Integer> ports = List.copyOf(open);
        for (int tries = 1; ; tries++) {
            try {
                RawClient.login(ports.get((first + tries) % ports.size()), "anna", "a1")
                        .close();
                return;
            } catch (IOException e) {
                if (tries == ports.size() || String.valueOf(e.getMessage()).contains("Authorization")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

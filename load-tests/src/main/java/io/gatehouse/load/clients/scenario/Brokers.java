package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.clients.BrokerControl;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One nats-server, or several in a cluster that are restarted all at once. */
final class Brokers implements BrokerControl, AutoCloseable {
    private static final Executor OWN_THREAD = task -> new Thread(task, "broker-control").start();

    private final List<NatsServer> servers = new CopyOnWriteArrayList<>();
    private final BrokerEnding ending;
    private final Thread atExit = new Thread(this::closeAll, "scenario-close-brokers");

    /** How a broker is ended. */
    enum BrokerEnding {
        /** SIGKILL: its clients hear nothing. */
        KILL,
        /** SIGTERM: it closes its connections first. */
        TERM
    }

    private Brokers(BrokerEnding ending) {
        this.ending = ending;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts so many with one configuration. */
    static Brokers start(String conf, int number, BrokerEnding ending) {
        Brokers brokers = new Brokers(ending);
        try {
            for (int i = 0; i < number; i++) {
                brokers.servers.add(NatsServer.start(number == 1 ? conf : conf + brokers.cluster(i)));
            }
            return brokers;
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private String cluster(int number) {
        String routes = number == 0
                ? ""
                : "routes: [ \"nats-route://127.0.0.1:" + servers.get(0).port(Listener.CLUSTER) + "\" ]";
        return """

                server_name: broker-%d
                cluster {
                  name: brokers
                  listen: "127.0.0.1:${cluster.port}"
                  no_advertise: true
                  %s
                }
                """.formatted(number, routes);
    }

    List<String> urls() {
        return servers.stream().map(NatsServer::url).toList();
    }

    @Override
    public void restart() {
        atOnce(ending == BrokerEnding.KILL ? NatsServer::kill : NatsServer::stop);
        atOnce(NatsServer::restart);
    }

    @Override
    public List<Long> pids() {
        return servers.stream().map(NatsServer::pid).toList();
    }

    String version() {
        return servers.get(0).binary().version().toString();
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }

    private void closeAll() {
        servers.forEach(NatsServer::close);
    }

    private void atOnce(Consumer<NatsServer> action) {
        CompletableFuture<?>[] all = servers.stream()
                .map(server -> CompletableFuture.runAsync(() -> action.accept(server), OWN_THREAD))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
    }
}

package io.gatehouse.load.plan;

import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.options.CheckedOptions;
import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.options.ReconnectOptions;
import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who comes back, and to which nats-servers; a picocli mixin. */
final class FleetOptions extends CheckedOptions {
    private static final int MOST_CLIENTS = 10_000_000;
    private static final double MICROS = 1e3;
    private static final double MOST_CORES = 256;

    /** No plan is watched for longer than three times the longest {@code --within}, and a timer of each wait takes room. */
    private static final Duration LONGEST = Duration.ofHours(2);

    @Option(names = "--clients", paramLabel = "N", description = "How many clients reconnect.")
    private @Nullable Integer clients;

    @Mixin
    private final ReconnectOptions reconnects = new ReconnectOptions();

    @Option(
            names = "--clusters",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Clusters of a supercluster, all restarted at once; the clients are spread over them. Default: 1")
    private int clusters;

    @Option(
            names = "--servers",
            paramLabel = "N",
            defaultValue = "3",
            description = "nats-servers of each cluster. Default: 3")
    private int servers;

    @Option(
            names = "--server-cores",
            paramLabel = "N",
            defaultValue = "4",
            description = "Cores of each nats-server. Default: 4")
    private double serverCores;

    @Option(
            names = "--server-cost",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "CPU time of a nats-server for a login. Default: 600us, or what --from says")
    private @Nullable Duration serverCost;

    @Option(
            names = "--accept-queue",
            paramLabel = "N",
            defaultValue = "4096",
            description =
                    "Connections that the kernel accepts before the server does, net.core.somaxconn. Default: 4096,"
                            + " Linux's")
    private int acceptQueue;

    @Option(
            names = "--auth-timeout",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "The servers' authorization timeout. Default: 3s, as gatehouse init sets it")
    private Duration authTimeout = Duration.ZERO;

    @Option(
            names = "--down",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "How long the servers are down. Default: 1s")
    private Duration down = Duration.ZERO;

    Fleet fleet() {
        int count = clients == null ? 0 : clients;
        require(clients != null, "--clients is missing: how many clients reconnect, such as --clients 20000");
        require(count >= 1 && count <= MOST_CLIENTS, "--clients must be from 1 to 10,000,000");
        ReconnectPolicy policy = usable(reconnects::policy);
        requireShort("--reconnect-wait", policy.reconnectWait());
        requireShort("--reconnect-jitter", policy.jitter());
        requireShort("--connect-timeout", policy.connectTimeout());
        return usable(() -> new Fleet(count, policy, 0));
    }

    private void requireShort(String option, Duration time) {
        require(time.compareTo(LONGEST) <= 0, option + " must be at most 2h");
    }

    /** @param measured CPU time of a login in microseconds, where it was measured */
    SimulatedBrokers brokers(OptionalDouble measured) {
        require(clusters >= 1 && clusters <= 100, "--clusters must be from 1 to 100");
        require(servers >= 1 && servers <= 1000, "--servers must be from 1 to 1000");
        require(serverCores <= MOST_CORES, "--server-cores must be at most 256");
        require(!authTimeout.isZero(), "--auth-timeout must be over 0");
        requireShort("--auth-timeout", authTimeout);
        requireShort("--down", down);
        double micros = serverCost == null
                ? measured.orElse(MeasuredStorms.SERVER_LOGIN_MICROS)
                : serverCost.toNanos() / MICROS;
        return usable(() ->
                new SimulatedBrokers(clusters, servers, serverCores, acceptQueue, authTimeout, down, micros / MICROS));
    }
}

package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bucket on three servers, two of which stop. The consumer by which it is followed is at the third and goes on with its heartbeats, so
 * that only the leader tells, by being silent, that others may have been told something meanwhile.
 */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("full")
class LeaderlessBucketIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String STREAM = "KV_USERS";
    private static final int SERVERS = 3;
    private static final byte[] FIRST_IS_TO_LEAD = Mail.bytes("{\"placement\": {\"preferred\": \"" + name(0) + "\"}}");

    @TempDir
    private Path folder;

    @Test
    void aBucketWithoutALeaderConcernsNobodyElse() throws Exception {
        FiveDirectories directories = FiveDirectories.in(folder);
        List<Integer> routes =
                IntStream.range(0, SERVERS).mapToObj(i -> KeptPort.free()).toList();
        List<NatsServer> others = new ArrayList<>();
        try (Stage stage = directories
                        .stage()
                        .serverConf(conf -> conf + member(0, routes))
                        .openWithoutService();
                Connection admin = FiveDirectories.admin(stage)) {
            for (int number = 1; number < SERVERS; number++) {
                others.add(other(stage, directories, number, routes));
            }
            await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> isFilled(admin));
            stage.startService();
            try (Connection system = system(stage)) {
                awaitConsumerAtTheFirst(system, admin.jetStreamManagement(), Pages.of(stage.service()));
            }
            BucketOutage.of(
                    directories,
                    stage,
                    "no leader, two of three servers stopped",
                    () -> others.forEach(NatsServer::stop),
                    () -> others.forEach(NatsServer::restart));
        } finally {
            others.forEach(NatsServer::close);
        }
    }

    /** Before the servers have found each other there is no leader to make it. */
    private static boolean isFilled(Connection admin) throws Exception {
        try {
            FiveDirectories.fill(admin, SERVERS);
            return true;
        } catch (IOException | JetStreamApiException e) {
            return false;
        }
    }

    private static Connection system(Stage stage) throws Exception {
        String password = Files.readString(stage.deployment().sysPassword()).strip();
        return Nats.connect(stage.clear().userInfo("sys", password).build());
    }

    /**
     * JetStream's leader chooses by chance among the servers that have kept up with it, itself always; when the consumer is gone the
     * service makes another.
     */
    private static void awaitConsumerAtTheFirst(Connection system, JetStreamManagement api, Pages pages) {
        await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).ignoreExceptions().until(() -> {
            List<ConsumerInfo> consumers = FiveDirectories.isFollowed(pages) ? api.getConsumers(STREAM) : List.of();
            if (consumers.size() != 1) {
                return false;
            }
            ClusterInfo cluster = Objects.requireNonNull(consumers.get(0).getClusterInfo());
            if (name(0).equals(cluster.getLeader())) {
                return true;
            }
            Message led = system.request("$JS.API.META.LEADER.STEPDOWN", FIRST_IS_TO_LEAD, Mail.SOON);
            if (led == null || !api.deleteConsumer(STREAM, consumers.get(0).getName())) {
                return false;
            }
            await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> FiveDirectories.isAway(pages));
            return false;
        });
    }

    private NatsServer other(Stage stage, FiveDirectories directories, int number, List<Integer> routes)
            throws IOException {
        String conf = Files.readString(stage.deployment().serverConf())
                .replace(member(0, routes), member(number, routes))
                .replace(directories.jetStream(), FiveDirectories.jetStream(folder.resolve(name(number))));
        Path file = stage.deployment().dir().resolve(name(number) + ".conf");
        return NatsServer.start(stage.server().binary(), NatsServerConfig.file(Files.writeString(file, conf)));
    }

    private static String name(int number) {
        return "n" + number;
    }

    private static String member(int number, List<Integer> ports) {
        List<String> routes =
                ports.stream().map(port -> "\"nats://127.0.0.1:" + port + "\"").toList();
        return "server_name: %s\ncluster { name: c, no_advertise: true, listen: \"127.0.0.1:%d\", routes: %s }\n"
                .formatted(name(number), ports.get(number), routes);
    }
}

package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log at ten times of what a service can carry: every request is a record, or is in the number of a record, and the load tool, the
 * metrics and the records say the same to the last request; also while there is no stream to record them.
 */
@Tag("full")
@Timeout(900)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class AuditOverloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEEPER = "keeper-secret";
    private static final int TIMES = 10;

    @TempDir
    Path folder;

    private static NatsServer server(Path dir) throws Exception {
        String password =
                Files.readString(dir.resolve("creds/service.password")).strip();
        return NatsServer.start("""
                jetstream { store_dir: "${dir}/js", max_mem: 100MB, max_file: 100MB }
                authorization { users: [
                  { user: gatehouse, password: "PASSWORD" }, { user: load, password: load },
                  { user: keeper, password: KEEPER } ] }
                """.replace("PASSWORD", password).replace("KEEPER", KEEPER));
    }

    /** What the load tool says of its runs. */
    private record Load(long offered, long answered, double answeredPerSecond) {
        static Load of(Path dir, NatsServer server, String... shape) throws Exception {
            List<String> arguments = new ArrayList<>(List.of("servers", "--server=" + server.url()));
            arguments.addAll(List.of("--user=load", "--password=load", "--users=" + SlowGatehouse.USERS));
            arguments.addAll(
                    List.of("--xkey=" + SlowGatehouse.key(dir, 'X'), "--issuer=" + SlowGatehouse.key(dir, 'A')));
            arguments.addAll(List.of("--wrong-share=0.1", "--warmup=0", "--json", "--expect=wrong==0"));
            arguments.addAll(List.of(shape));
            LoadRun run = LoadRun.of(arguments.toArray(String[]::new));
            assertThat(run.exit()).as(run.err() + run.out()).isZero();
            JsonNode figures = JSON.readTree(run.out());
            return new Load(
                    figures.path("offered").asLong(),
                    figures.path("answered").asLong(),
                    figures.path("answered_per_s").asDouble());
        }

        /** So many requests, no more of them at a time than are answered in time. */
        static Load unhurried(Path dir, NatsServer server) throws Exception {
            return of(dir, server, "--concurrency=1", "--requests=50", "--duration=120s");
        }

        Load plus(Load other) {
            return new Load(offered + other.offered, answered + other.answered, other.answeredPerSecond);
        }
    }

    /** More and more of it, until what comes is ten times of what is answered. */
    private static Load overload(Path dir, NatsServer server) throws Exception {
        Load all = Load.unhurried(dir, server);
        assertThat(all.answered).isPositive();
        double rate = 2 * TIMES * all.answeredPerSecond;
        while (true) {
            Load over = Load.of(dir, server, "--rate=" + Math.ceil(rate), "--duration=5s");
            all = all.plus(over);
            if (over.offered >= TIMES * over.answered) {
                return all;
            }
            rate *= 2;
        }
    }

    /** What records add up to. */
    private record Sums(long granted, long denied, long dropped, long unread, long lost) {
        static Sums of(List<JsonNode> records) {
            return new Sums(
                    results(records, "granted"),
                    results(records, "denied"),
                    results(records, "dropped"),
                    sum(records, "requests"),
                    sum(records, "records"));
        }

        private static long sum(List<JsonNode> records, String member) {
            return records.stream().mapToLong(one -> one.path(member).asLong(0)).sum();
        }

        private static long results(List<JsonNode> records, String result) {
            return records.stream()
                    .filter(one -> one.path("type").asString("").equals("decision"))
                    .filter(one -> one.path("result").asString("").equals(result))
                    .count();
        }

        long requests() {
            return granted + denied + dropped + unread + lost;
        }
    }

    private static List<JsonNode> inFile(Path file) throws Exception {
        return Files.readAllLines(file).stream().map(JSON::readTree).toList();
    }

    private static List<JsonNode> inStream(JetStreamManagement streams) throws Exception {
        List<JsonNode> records = new ArrayList<>();
        long last = streams.getStreamInfo("AUDIT").getStreamState().getLastSequence();
        for (long seq = 1; seq <= last; seq++) {
            byte[] data =
                    Objects.requireNonNull(streams.getMessage("AUDIT", seq).getData());
            records.add(JSON.readTree(new String(data, StandardCharsets.UTF_8)));
        }
        return records;
    }

    /** Waits until all that has ended is stored: not one request of the load tool's is missing. */
    private static Sums added(SlowGatehouse service, Load load, Callable<List<JsonNode>> records) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Sums.of(records.call()).requests()).isEqualTo(load.offered));
        Sums sums = Sums.of(records.call());
        assertThat(service.metric("gatehouse_requests_total")).isEqualTo(load.offered);
        assertThat(service.metric("gatehouse_answers_total")).isGreaterThanOrEqualTo(load.answered);
        assertThat(service.metric("gatehouse_answers_total") + service.metric("gatehouse_dropped_total"))
                .isEqualTo(load.offered);
        assertThat(service.metric("gatehouse_audit_records_dropped_total")).isEqualTo(sums.lost);
        return sums;
    }

    /** What somebody has looked at is a record of its own, and what was shed is a number. */
    private static void assertEachIsRecorded(SlowGatehouse service, Sums sums) throws Exception {
        assertThat(sums.lost).isZero();
        assertThat(sums.granted).isEqualTo(service.metric("gatehouse_answers_total", "granted"));
        assertThat(sums.denied).isEqualTo(service.metric("gatehouse_answers_total", "denied"));
        assertThat(sums.dropped + sums.unread).isEqualTo(service.metric("gatehouse_dropped_total"));
        assertThat(sums.unread).isPositive();
    }

    private static SlowGatehouse toStream(Path dir, NatsServer server, String... settings) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("audit.to=stream", "audit.stream.nats.user=keeper", "audit.stream.nats.password=" + KEEPER));
        all.addAll(List.of(settings));
        return SlowGatehouse.start(dir, server, all.toArray(String[]::new));
    }

    private static Connection keeper(NatsServer server) throws Exception {
        return Nats.connect(Options.builder()
                .server(server.url())
                .userInfo("keeper", KEEPER)
                .build());
    }

    private static void addStream(JetStreamManagement streams) throws Exception {
        Object unused = streams.addStream(StreamConfiguration.builder()
                .name("AUDIT")
                .subjects("gatehouse.audit")
                .storageType(StorageType.Memory)
                .build());
    }

    @Test
    void everyRequestIsInTheFile() throws Exception {
        Path dir = SlowGatehouse.deployment(folder);
        Path file = dir.resolve("audit.jsonl");
        try (NatsServer server = server(dir);
                SlowGatehouse service = SlowGatehouse.start(dir, server, "audit.to=file", "audit.file.path=" + file)) {
            Load load = overload(dir, server);

            assertEachIsRecorded(service, added(service, load, () -> inFile(file)));
        }
    }

    @Test
    void everyRequestIsInTheStream() throws Exception {
        Path dir = SlowGatehouse.deployment(folder);
        try (NatsServer server = server(dir);
                Connection keeper = keeper(server)) {
            JetStreamManagement streams = keeper.jetStreamManagement();
            addStream(streams);
            try (SlowGatehouse service = toStream(dir, server)) {
                Load load = overload(dir, server);

                assertEachIsRecorded(service, added(service, load, () -> inStream(streams)));
            }
        }
    }

    @Test
    void whatThereWasNoStreamForIsANumberInItAndNoLoginWaitsForIt() throws Exception {
        Path dir = SlowGatehouse.deployment(folder);
        try (NatsServer server = server(dir);
                Connection keeper = keeper(server);
                SlowGatehouse service = toStream(dir, server, "audit.queue=64KiB")) {
            JetStreamManagement streams = keeper.jetStreamManagement();
            Load load = overload(dir, server);
            while (service.metric("gatehouse_audit_records_dropped_total") == 0) {
                load = load.plus(Load.unhurried(dir, server));
            }

            assertThat(service.metric("gatehouse_audit_failing")).isEqualTo(1);
            assertThat(service.page("/readyz")).contains("\"status\":\"ready\"", "no stream takes gatehouse.audit");
            addStream(streams);
            await().atMost(PATIENCE).until(() -> service.metric("gatehouse_audit_failing") == 0);
            Sums sums = added(service, load, () -> inStream(streams));
            assertThat(sums.lost).isPositive();
            assertThat(sums.unread).isPositive();
        }
    }
}

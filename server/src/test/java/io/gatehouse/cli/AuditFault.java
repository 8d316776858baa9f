package io.gatehouse.cli;

import io.gatehouse.audit.AuditLines;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What can be wrong with the place of audit records: each happens to a service whose records go there, and is mended. */
@SuppressWarnings("try") // closing may be interrupted
enum AuditFault {
    FULL_DISK("File too large") {
        @Override
        void around(String required, Scenario scenario) throws Exception {
            try (Stage stage = Stage.config().users(USERS).openWithoutService();
                    OutsideProcess gatehouse = gatehouse(stage, required)) {
                Pages pages = new Pages(gatehouse.await("http://(127\\.0\\.0\\.1:\\d+)"));
                String unused = gatehouse.await("Ready");
                Path file = stage.deployment().dir().resolve("audit.jsonl");
                FileLimit limit = new FileLimit(gatehouse.pid());
                // The beginning of a record still has room.
                Place place =
                        new Place(() -> limit.set(Files.size(file) + 100), limit::lift, () -> AuditLines.of(file));
                scenario.run(stage, pages, place);
            }
        }

        private OutsideProcess gatehouse(Stage stage, String required) throws Exception {
            return OutsideProcess.gatehouse(
                    stage.deployment().dir(),
                    Map.of(),
                    "run",
                    "-c",
                    stage.deployment().settings().toString(),
                    "--server=" + stage.server().url(),
                    "--http=127.0.0.1:0",
                    "--set=audit.to=file",
                    "--set=audit.file.path=audit.jsonl",
                    "--set=audit.queue=64KiB",
                    "--set=audit.required=" + required);
        }
    },

    FULL_STREAM("maximum bytes exceeded") {
        @Override
        void around(String required, Scenario scenario) throws Exception {
            inOwnAccount(required, scenario, streams -> {
                Action fill = () -> update(
                        streams,
                        streams.getStreamInfo(AuditStream.NAME).getStreamState().getByteCount());
                return new Place(fill, () -> update(streams, -1), () -> AuditStream.records(streams));
            });
        }

        private void update(JetStreamManagement streams, long maxBytes) throws Exception {
            Object unused = streams.updateStream(
                    AuditStream.of(StorageType.Memory).maxBytes(maxBytes).build());
        }
    },

    NO_STREAM("no stream takes gatehouse.audit") {
        @Override
        void around(String required, Scenario scenario) throws Exception {
            inOwnAccount(required, scenario, streams -> {
                List<Map<String, Object>> gone = new ArrayList<>();
                Action delete = () -> {
                    gone.addAll(AuditStream.records(streams));
                    boolean unused = streams.deleteStream(AuditStream.NAME);
                };
                return new Place(delete, () -> add(streams), () -> {
                    List<Map<String, Object>> all = new ArrayList<>(gone);
                    all.addAll(AuditStream.records(streams));
                    return all;
                });
            });
        }
    },

    NO_SERVER("no connection to nats-server") {
        @Override
        void around(String required, Scenario scenario) throws Exception {
            String conf = "jetstream { store_dir: \"${dir}/js\", max_file: 100MB }";
            try (NatsServer keeper = NatsServer.start(conf)) {
                try (Connection admin = patient(keeper)) {
                    Object unused = admin.jetStreamManagement()
                            .addStream(AuditStream.of(StorageType.File).build());
                }
                try (Stage stage = toStream(required)
                        .set("audit.stream.nats.url", keeper.url())
                        .open()) {
                    Callable<List<Map<String, Object>>> records = () -> {
                        try (Connection admin = patient(keeper)) {
                            return AuditStream.records(admin.jetStreamManagement());
                        }
                    };
                    scenario.run(stage, Pages.of(stage.service()), new Place(keeper::stop, keeper::restart, records));
                }
            }
        }
    };

    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    /** What is said of it. */
    final String words;

    AuditFault(String words) {
        this.words = words;
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /**
     * The place of the records of a running service.
     *
     * @param records those that are there
     */
    record Place(Action breaks, Action isMended, Callable<List<Map<String, Object>>> records) {
        List<Map<String, Object>> records(String type) throws Exception {
            return AuditLines.ofType(records.call(), type);
        }
    }

    /** What happens around the fault. */
    @FunctionalInterface
    interface Scenario {
        void run(Stage stage, Pages pages, Place place) throws Exception;
    }

    /** Makes a place of a stream that is there. */
    @FunctionalInterface
    interface StreamPlace {
        Place of(JetStreamManagement streams) throws Exception;
    }

    /**
     * Runs a scenario with a service whose queue takes few records.
     *
     * @param required whether no answer is sent without its record
     */
    abstract void around(String required, Scenario scenario) throws Exception;

    private static Stage.Builder toStream(String required) {
        return Stage.config()
                .users(USERS)
                .set("http.listen", "127.0.0.1:0")
                .set("audit.to", "stream")
                .set("audit.queue", "64KiB")
                .set("audit.required", required)
                .set("audit.stream.timeout", "500ms");
    }

    private static void inOwnAccount(String required, Scenario scenario, StreamPlace place) throws Exception {
        Stage.Builder builder = toStream(required)
                .edit(BucketStages::withAccount)
                .set("audit.stream.nats.user", "kv")
                .set("audit.stream.nats.password", BucketStages.PASSWORD);
        try (Stage stage = builder.openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            JetStreamManagement streams = admin.jetStreamManagement();
            add(streams);
            Pages pages = Pages.of(stage.startService());
            scenario.run(stage, pages, place.of(streams));
        }
    }

    /** The connection timeout is also the limit of each request about a stream. */
    private static Connection patient(NatsServer keeper) throws Exception {
        return Nats.connect(Options.builder()
                .server(keeper.url())
                .connectionTimeout(Duration.ofSeconds(20))
                .build());
    }

    private static void add(JetStreamManagement streams) throws Exception {
        Object unused = streams.addStream(AuditStream.of(StorageType.Memory).build());
    }
}

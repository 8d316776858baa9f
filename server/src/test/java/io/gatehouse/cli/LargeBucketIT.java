package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueStatus;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket that a small heap has room for, and one that it has not. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("full")
class LargeBucketIT {
    private static final Path LAUNCHER = Path.of("..", "gatehouse").toAbsolutePath();
    private static final int CARRIED = 30_000;
    private static final int TOO_MANY = 200_000;
    private static final int AT_A_TIME = 1_000;
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void isReadOrRefusedAndNeverEndsTheProcess() throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            create(admin);
            fill(admin, 0, CARRIED);
            try (OutsideProcess gatehouse = run(stage)) {
                gatehouse.await("staff: " + CARRIED + " users read from bucket USERS");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }

            fill(admin, CARRIED, TOO_MANY);
            try (OutsideProcess gatehouse = run(stage)) {
                String refusal = gatehouse.await(
                        "bucket USERS is too large for the heap: about (\\d+) users would take .*-Xmx\\d+m");
                assertThat(Integer.parseInt(refusal)).isCloseTo(TOO_MANY, withinPercentage(60));
                gatehouse.await("Ready ");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    /** Nobody knows of others then, but who is known is not let in for as long as the bucket is too large. */
    @Test
    void whoIsKnownIsLockedOutThoughTheBucketHasBecomeTooLarge() throws Exception {
        disableInTooLarge((stage, admin) ->
                assertThat(KvServiceIT.mayLogIn(stage, "s-anna", "a1")).isTrue());
    }

    /** The change that a reading has no room for is one of those who are known, too. */
    @Test
    void whoIsKnownIsLockedOutByTheFirstChangeThatThereIsNoRoomFor() throws Exception {
        disableInTooLarge((stage, admin) -> {
            JetStreamManagement api = admin.jetStreamManagement();
            for (String consumer : api.getConsumerNames("KV_USERS")) {
                assertThat(api.deleteConsumer("KV_USERS", consumer)).isTrue();
            }
        });
    }

    /** What happens once the bucket is too large. */
    private interface Meanwhile {
        void on(Stage stage, Connection admin) throws Exception;
    }

    private void disableInTooLarge(Meanwhile meanwhile) throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            create(admin);
            KeyValue users = admin.keyValue("USERS");
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            try (OutsideProcess gatehouse = run(stage)) {
                gatehouse.await("Ready ");
                await().atMost(PATIENCE).until(() -> KvServiceIT.mayLogIn(stage, "s-anna", "a1"));
                fill(admin, 0, TOO_MANY);
                gatehouse.await("bucket USERS is too large for the heap");
                meanwhile.on(stage, admin);
                users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\", \"disabled\": true}");
                assertLockedOut(stage, "s-anna");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    /** Not for a moment only, in which the garbage collector may keep the answer. */
    private static void assertLockedOut(Stage stage, String user) throws Exception {
        await().atMost(PATIENCE).until(() -> !KvServiceIT.mayLogIn(stage, user, "a1"));
        for (int i = 0; i < 3; i++) {
            assertThat(KvServiceIT.mayLogIn(stage, user, "a1")).isFalse();
        }
    }

    /** A server lets 2,048 of them be on their way, which are two GB. */
    @Test
    void recordsAsLargeAsMessagesMayBeAreReadFewAtATime() throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            create(admin);
            JetStream stream = admin.jetStream();
            byte[] large = new byte[1_000_000];
            for (int i = 0; i < 300; i++) {
                stream.publish("$KV.USERS.s-" + i, large);
            }
            fill(admin, 300, 1_000);
            try (OutsideProcess gatehouse = run(stage)) {
                gatehouse.await("staff: 700 users read from bucket USERS, and 300 records that cannot be used");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    /** They are in memory too: nobody may be let in by another directory in their place. */
    @Test
    void recordsThatCannotBeUsedAreRefusedBeyondTheHeapAsUsersAre() throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            create(admin);
            String name = "s-" + "x".repeat(400);
            publish(admin, 0, TOO_MANY, i -> "$KV.USERS." + name + i, i -> "no JSON");
            try (OutsideProcess gatehouse = run(stage)) {
                gatehouse.await("bucket USERS is too large for the heap: .*-Xmx\\d+m");
                gatehouse.await("Ready ");
                gatehouse.terminate();
                assertThat(gatehouse.awaitEnd()).as(gatehouse.output()).isZero();
            }
        }
    }

    private static void create(Connection admin) throws Exception {
        KeyValueStatus unused = admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("USERS")
                        .storageType(StorageType.Memory)
                        .build());
    }

    private OutsideProcess run(Stage stage) throws Exception {
        return OutsideProcess.start(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "GATEHOUSE_OPTS", "-Xmx64m"),
                List.of(
                        LAUNCHER.toString(),
                        "run",
                        "-c",
                        stage.deployment().settings().toString(),
                        "--server",
                        stage.server().url(),
                        "--http",
                        "off",
                        "--set",
                        "directories.staff.type=kv",
                        "--set",
                        "directories.staff.bucket=USERS",
                        "--set",
                        "directories.staff.nats.user=kv",
                        "--set",
                        "directories.staff.nats.password=kv-secret"));
    }

    private static void fill(Connection admin, int from, int to) throws Exception {
        SplittableRandom random = new SplittableRandom(from);
        publish(
                admin,
                from,
                to,
                i -> "$KV.USERS.s-" + i,
                i -> "{\"pass\": \"$2b$10$" + salted(random) + ".\", \"account\": \"APP1\"}");
    }

    private static void publish(
            Connection admin, int from, int to, IntFunction<String> subject, IntFunction<String> record)
            throws Exception {
        JetStream stream = admin.jetStream();
        List<CompletableFuture<PublishAck>> begun = new ArrayList<>();
        for (int i = from; i < to; i++) {
            begun.add(stream.publishAsync(subject.apply(i), record.apply(i).getBytes(StandardCharsets.UTF_8)));
            if (begun.size() == AT_A_TIME) {
                CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).get();
                begun.clear();
            }
        }
        CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).get();
    }

    private static String salted(SplittableRandom random) {
        StringBuilder text = new StringBuilder(52);
        for (int i = 0; i < 52; i++) {
            text.append(BCRYPT.charAt(random.nextInt(64)));
        }
        return text.toString();
    }
}

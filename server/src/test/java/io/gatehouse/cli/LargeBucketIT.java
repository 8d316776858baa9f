package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket that a small heap has room for, and one that it has not. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class LargeBucketIT {
    private static final Path LAUNCHER = Path.of("..", "gatehouse").toAbsolutePath();
    private static final int CARRIED = 30_000;
    private static final int TOO_MANY = 200_000;
    private static final int AT_A_TIME = 1_000;
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    @TempDir
    private Path folder;

    @Test
    void isReadOrRefusedAndNeverEndsTheProcess() throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            admin.keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name("USERS")
                            .storageType(StorageType.Memory)
                            .build());
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
        JetStream stream = admin.jetStream();
        SplittableRandom random = new SplittableRandom(from);
        List<CompletableFuture<PublishAck>> begun = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String record = "{\"pass\": \"$2b$10$" + salted(random) + ".\", \"account\": \"APP1\"}";
            begun.add(stream.publishAsync("$KV.USERS.s-" + i, record.getBytes(StandardCharsets.UTF_8)));
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

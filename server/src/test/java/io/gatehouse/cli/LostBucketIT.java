package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bucket that loses all its users under sessions of theirs: nobody is let in by it, nobody's session ends for that, and whoever comes
 * back with other rights is closed then.
 */
@Tag("full")
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class LostBucketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KV = "kv-secret";
    private static final String BUCKET = "USERS";
    private static final List<String> USERS =
            IntStream.range(0, 8).mapToObj(i -> "s-" + i).toList();

    private NatsServer buckets;
    private Connection admin;
    private RevocationStage cluster;

    @BeforeEach
    void open() throws Exception {
        buckets = NatsServer.start("""
                jetstream { store_dir: "${dir}/js" }
                authorization { user: kv, password: kv-secret }
                """);
        admin = Nats.connect(Options.builder()
                .server(buckets.url())
                .connectionTimeout(PATIENCE)
                .userInfo("kv", KV)
                .build());
        fill();
        Map<String, String> settings = new HashMap<>(Map.of(
                "directories.staff.type", "kv",
                "directories.staff.bucket", BUCKET,
                "directories.staff.match.user", "s-*",
                "directories.staff.nats.url", buckets.url(),
                "directories.staff.nats.user", "kv",
                "directories.staff.nats.password", KV,
                "callout.directory_order", "staff,users"));
        settings.putAll(
                Map.of("failures.per_user_and_source", "0", "failures.per_user", "0", "failures.per_source", "0"));
        cluster = RevocationStage.open("{}", settings);
        await().atMost(PATIENCE).until(() -> isLetIn("s-1", "p"));
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
        admin.close();
        buckets.close();
    }

    private void fill() throws Exception {
        KeyValue users = BucketStages.bucket(admin, BUCKET);
        for (String user : USERS) {
            users.put(user, record(user.equals("s-2") ? "other" : "p"));
        }
    }

    private static String record(String password) {
        return "{\"pass\": \"" + password + "\", \"account\": \"APP1\"}";
    }

    private static RevokedClient client(RevocationStage of, String user, String password) throws Exception {
        return new RevokedClient(of.at(2, user, password));
    }

    private boolean isLetIn(String user, String password) {
        return cluster.isLetIn(2, user, password);
    }

    private interface Loss {
        void happen() throws Exception;
    }

    private void lose(Loss loss) throws Exception {
        KeyValue users = admin.keyValue(BUCKET);
        users.put("s-2", record("p"));
        await().atMost(PATIENCE).until(() -> isLetInByAll("s-2"));
        try (RevokedClient same = client(cluster, "s-1", "p");
                RevokedClient changed = client(cluster, "s-2", "p")) {
            loss.happen();
            await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, "s-1", "p") && cluster.isKeptOut(2, "s-2", "p"));
            assertThat(isLetIn("s-3", "p")).isFalse();
            assertThat(same.isOpen()).isTrue();
            assertThat(changed.isOpen()).isTrue();
            assertThat(notes()).contains("records are gone, and no mark of a deletion tells of them");

            fill();

            await().atMost(PATIENCE).until(() -> !notes().contains("records are gone"));
            await().atMost(PATIENCE).until(() -> isLetIn("s-1", "p") && isLetIn("s-2", "other"));
            await().atMost(PATIENCE).until(() -> !changed.isOpen());
            assertThat(isLetIn("s-2", "p")).isFalse();
            assertThat(same.isOpen()).isTrue();
        }
    }

    private String notes() throws Exception {
        return Pages.of(cluster.service(0)).get("/readyz").body();
    }

    /** An instance that hears of a change later would close the session that begins now. */
    private boolean isLetInByAll(String user) {
        return IntStream.range(0, 10).allMatch(i -> isLetIn(user, "p"));
    }

    @Test
    void aBucketThatIsDeletedAndMadeAgain() throws Exception {
        lose(() -> {
            admin.keyValueManagement().delete(BUCKET);
            KeyValue unused = BucketStages.bucket(admin, BUCKET);
        });
    }

    @Test
    void aStreamThatIsPurged() throws Exception {
        lose(() -> assertThat(
                        admin.jetStreamManagement().purgeStream("KV_" + BUCKET).isSuccess())
                .isTrue());
    }

    /** While it is away, who is known is answered as always. */
    @Test
    void aBucketThatIsAwayForAWhile() throws Exception {
        lose(() -> {
            admin.keyValueManagement().delete(BUCKET);
            await().atMost(PATIENCE).until(() -> isLetIn("s-1", "p"));
            KeyValue unused = BucketStages.bucket(admin, BUCKET);
        });
    }
}

package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.PurgeOptions;
import io.nats.client.api.PurgeResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bucket of a real nats-server is followed, and read again after an interruption. */
@Timeout(300)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvFollowerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String STREAM = "KV_USERS";
    private static final int MANY = 3_000;
    private static final int NO_CONSUMER = 10_014;
    private static final String ENABLED = "{\"pass\": \"p\", \"account\": \"APP\"}";
    private static final String DISABLED = "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}";

    private final KvTable table = new KvTable(
            new KvRecordReader("USERS", RecordKind.USERS, NameForm.EXACT, 1, mistake -> {}), RecordListener.NONE);

    private static void interrupt(Connection connection) throws Exception {
        JetStreamManagement api = connection.jetStreamManagement();
        for (String consumer : api.getConsumerNames(STREAM)) {
            try {
                assertThat(api.deleteConsumer(STREAM, consumer)).isTrue();
            } catch (JetStreamApiException e) {
                // The follower needs only one of them any more, and has just ended the other itself.
                assertThat(e.getApiErrorCode()).isEqualTo(NO_CONSUMER);
            }
        }
    }

    private boolean isDisabled(String name) {
        KvEntry entry = table.find(name);
        FileUser user = entry == null ? null : entry.user();
        return user != null && user.entitlement().disabled();
    }

    /** Whoever was locked out while nobody followed is so before a million others were read again. */
    @Test
    void whatWasChangedMeanwhileIsInForceBeforeAllIsReadAgain() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = TestBucket.create(connection);
            for (int i = 0; i < MANY; i++) {
                assertThat(users.put("user-" + i, ENABLED)).isPositive();
            }
            Events events = new Events();
            // A pause so long that it is changed before it is read again.
            BucketSettings settings = settings(Duration.ofSeconds(10), Duration.ofSeconds(3), server);
            try (KvFollower follower = new KvFollower(settings, table, events)) {
                follower.start();
                events.await("read");
                interrupt(connection);
                long last = users.put("user-" + (MANY - 1), DISABLED);
                assertThat(last).isEqualTo(MANY + 1);

                events.await("unreachable");
                events.await("changed, user disabled");
                events.await("read");
                assertThat(table.size()).isEqualTo(MANY);
            }
        }
    }

    private static BucketSettings settings(NatsServer... servers) {
        return settings(Duration.ofSeconds(2), Duration.ofMillis(10), servers);
    }

    /**
     * How a bucket is followed.
     *
     * @param answer how long an answer of a server is waited for
     * @param pause before it is tried again
     */
    private static BucketSettings settings(Duration answer, Duration pause, NatsServer... servers) {
        NatsSettings one = NatsSettings.of(ServerUrl.of(servers[0].url()), new Login.None());
        return new BucketSettings(
                "staff",
                "USERS",
                new NatsSettings(
                        Stream.of(servers)
                                .map(server -> ServerUrl.of(server.url()))
                                .toList(),
                        one.name(),
                        one.login(),
                        one.queueGroup(),
                        one.tls(),
                        answer,
                        pause,
                        pause.multipliedBy(10),
                        one.pings(),
                        one.micro(),
                        one.sendBuffer()),
                NameForm.EXACT);
    }

    /** Its connection stays, and says nothing any more. */
    @Test
    void aServerThatHangsIsLeftForAnother() throws Exception {
        try (NatsServer first = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(first);
                NatsServer second = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection other = TestBucket.connect(second)) {
            assertThat(TestBucket.create(connection).put("anna", ENABLED)).isPositive();
            assertThat(TestBucket.create(other).put("anna", DISABLED)).isPositive();
            Events events = new Events();
            try (KvFollower follower = new KvFollower(settings(first, second), table, events)) {
                follower.start();
                events.await("read");
                assertThat(isDisabled("anna")).isFalse();
                first.suspend();

                await().atMost(PATIENCE).until(() -> isDisabled("anna"));
            } finally {
                first.resume();
            }
        }
    }

    /** As one does that was cut off from the others, or whose JetStream was switched off. */
    @Test
    void aServerThatKnowsNoBucketIsLeftForAnother() throws Exception {
        try (NatsServer first = NatsServer.start("");
                NatsServer second = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection other = TestBucket.connect(second)) {
            assertThat(TestBucket.create(other).put("anna", DISABLED)).isPositive();
            try (KvFollower follower = new KvFollower(settings(first, second), table, new Events())) {
                follower.start();

                await().atMost(PATIENCE).until(() -> isDisabled("anna"));
            }
        }
    }

    /** A purge of the stream leaves no mark, nor does the end of a record's time. */
    @Test
    void whoIsGoneWithoutAMarkIsMissed() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = TestBucket.create(connection);
            assertThat(users.put("anna", ENABLED)).isPositive();
            assertThat(users.put("bob", ENABLED)).isPositive();
            try (KvFollower follower = new KvFollower(settings(server), table, new Events())) {
                follower.start();
                await().atMost(PATIENCE).until(() -> table.find("anna") != null && table.wasRead());
                PurgeResponse purged =
                        connection.jetStreamManagement().purgeStream(STREAM, PurgeOptions.subject("$KV.USERS.anna"));
                assertThat(purged.getPurged()).isOne();

                await().atMost(PATIENCE).until(() -> table.find("anna") == null);
                assertThat(table.find("bob")).isNotNull();
            }
        }
    }

    /** What was said of the bucket, in its order. */
    private final class Events implements KvFollower.Listener {
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        void await(String event) throws InterruptedException {
            assertThat(Objects.requireNonNull(said.poll(60, TimeUnit.SECONDS), event))
                    .isEqualTo(event);
        }

        @Override
        public void read(KvTable users) {
            said.add("read");
        }

        @Override
        public void review(KvTable users) {
            assertThat(users.wasRead()).isTrue();
        }

        @Override
        public void changed(KvTable users) {
            said.add("changed, user " + (isDisabled("user-" + (MANY - 1)) ? "disabled" : "enabled"));
        }

        @Override
        public void unreachable(String why) {
            said.add("unreachable");
        }

        @Override
        public void ended(String why) {
            said.add("ended: " + why);
        }

        @Override
        public void mistaken(Throwable mistake) {
            said.add("mistaken: " + mistake);
        }
    }
}

package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.PurgeOptions;
import io.nats.client.Subscription;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The messages of a bucket as a real nats-server pushes them. */
@Timeout(180)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int USERS = 10;
    private static final int VERSIONS = 5;
    private static final byte[] AGAIN = "-NAK".getBytes(StandardCharsets.US_ASCII);

    private static Message next(Subscription messages) throws InterruptedException {
        return Objects.requireNonNull(messages.nextMessage(PATIENCE));
    }

    /** As after the time for an acknowledgement is over: it has the next number, so that nothing seems to be missing. */
    @Test
    void aMessageThatIsSentAgainEndsTheReadingAsAGapDoes() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = TestBucket.create(connection);
            assertThat(users.put("anna", "{}")).isLessThan(users.put("bob", "{}"));
            String inbox = connection.createInbox();
            Subscription messages = connection.subscribe(inbox);
            KvFeed feed =
                    KvFeed.ofAll(new KvApi(connection, new KvNames("USERS"), PATIENCE), inbox, KvWindow.ofProcess());

            Message anna = next(messages);
            // If anna were sent again before bob is sent, she would come in his place.
            Message bob = next(messages);
            assertThat(feed.take(anna)).isNotNull();
            connection.publish(anna.getReplyTo(), AGAIN);
            Message annaAgain = next(messages);
            assertThat(annaAgain.metaData().deliveredCount()).isEqualTo(2);
            assertThat(annaAgain.metaData().consumerSequence()).isEqualTo(3);

            assertThat(feed.take(bob)).isNotNull();
            assertThatThrownBy(() -> feed.take(annaAgain))
                    .isInstanceOf(KvException.class)
                    .hasMessage("messages of the bucket were lost on their way");
        }
    }

    private static KeyValue bucket(Connection connection, int history) throws Exception {
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("USERS")
                        .maxHistoryPerKey(history)
                        .storageType(StorageType.Memory)
                        .build());
        return connection.keyValue("USERS");
    }

    /** Reads to the end what the server has pushed, one message at a time; the keys of what was told. */
    private static List<String> rest(KvFeed feed, Subscription messages, long last) throws Exception {
        List<String> told = new ArrayList<>();
        for (boolean first = true; first || !feed.isAtEnd(last); first = false) {
            feed.verifyAlive();
            Message message = messages.nextMessage(TICK);
            KvRecord record = message == null ? null : feed.take(message);
            if (record != null) {
                told.add(record.key());
            }
        }
        return told;
    }

    /** With those that are removed meanwhile the server also counts what they were before, so that nothing seems to be left. */
    @Test
    void allAreReadThoughTheServerCountsTooFewThatAreLeft() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = bucket(connection, VERSIONS);
            for (int i = 0; i < USERS * VERSIONS; i++) {
                assertThat(users.put("user-" + i / VERSIONS, "{}")).isEqualTo(i + 1);
            }
            String inbox = connection.createInbox();
            Subscription messages = connection.subscribe(inbox);
            KvFeed feed = KvFeed.ofAll(
                    new KvApi(connection, new KvNames("USERS"), PATIENCE), inbox, new KvWindow(1, Integer.MAX_VALUE));
            for (int i = USERS - 3; i < USERS; i++) {
                users.purge("user-" + i);
            }

            try {
                assertThat(rest(feed, messages, (long) USERS * VERSIONS))
                        .contains("user-0", "user-1", "user-2", "user-3", "user-4", "user-5", "user-6");
            } catch (KvException e) {
                // A server of 2.10 delivers nothing more then: the reading is made again.
                assertThat(connection.getServerInfo().isOlderThanVersion("2.11"))
                        .as(e.getMessage())
                        .isTrue();
            }
        }
    }

    /** No message tells then that nothing is left. */
    @Test
    void theEndIsReachedThoughWhatWasPendingIsRemoved() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = bucket(connection, 1);
            for (int i = 0; i < USERS; i++) {
                assertThat(users.put("user-" + i, "{}")).isEqualTo(i + 1);
            }
            String inbox = connection.createInbox();
            Subscription messages = connection.subscribe(inbox);
            KvFeed feed = KvFeed.ofAll(
                    new KvApi(connection, new KvNames("USERS"), PATIENCE), inbox, new KvWindow(1, Integer.MAX_VALUE));
            for (int i = 1; i < USERS; i++) {
                assertThat(connection
                                .jetStreamManagement()
                                .purgeStream("KV_USERS", PurgeOptions.subject("$KV.USERS.user-" + i))
                                .isSuccess())
                        .isTrue();
            }

            assertThat(rest(feed, messages, USERS)).containsExactly("user-0");
        }
    }
}

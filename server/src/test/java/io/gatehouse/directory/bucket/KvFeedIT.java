package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The messages of a bucket as a real nats-server pushes them. */
@Timeout(60)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] AGAIN = "-NAK".getBytes(StandardCharsets.US_ASCII);

    private static Message next(Subscription messages) throws InterruptedException {
        return Objects.requireNonNull(messages.nextMessage(PATIENCE));
    }

    /** As after the time for an acknowledgement is over: it has the next number, so that nothing seems to be missing. */
    @Test
    void aMessageThatIsSentAgainEndsTheReadingAsAGapDoes() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = Nats.connect(server.url())) {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name("USERS")
                            .storageType(StorageType.Memory)
                            .build());
            KeyValue users = connection.keyValue("USERS");
            assertThat(users.put("anna", "{}")).isLessThan(users.put("bob", "{}"));
            String inbox = connection.createInbox();
            Subscription messages = connection.subscribe(inbox);
            KvFeed feed =
                    KvFeed.ofAll(new KvApi(connection, new KvNames("USERS"), PATIENCE), inbox, KvWindow.ofProcess());

            Message anna = next(messages);
            assertThat(feed.take(anna)).isNotNull();
            connection.publish(anna.getReplyTo(), AGAIN);
            Message bob = next(messages);
            Message annaAgain = next(messages);
            assertThat(annaAgain.metaData().deliveredCount()).isEqualTo(2);
            assertThat(annaAgain.metaData().consumerSequence()).isEqualTo(3);

            assertThat(feed.take(bob)).isNotNull();
            assertThatThrownBy(() -> feed.take(annaAgain))
                    .isInstanceOf(KvException.class)
                    .hasMessage("messages of the bucket were lost on their way");
        }
    }
}

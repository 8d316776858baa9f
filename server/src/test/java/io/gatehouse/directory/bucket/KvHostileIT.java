package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody who may write one record of a bucket stores what the client library cannot read. It concerns nobody else: the others are
 * locked out as ever.
 */
@Tag("heavy")
@Timeout(180)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvHostileIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String STREAM = "KV_USERS";
    private static final int NO_CONSUMER = 10_014;
    private static final String ENABLED = "{\"pass\": \"p\", \"account\": \"APP\"}";
    private static final String DISABLED = "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}";

    /** A server takes lines of 4,096 characters, and writes longer ones. */
    private static final int LONG = 4_070;

    private final KvTable table = new KvTable(
            new KvRecordReader("USERS", RecordKind.USERS, NameForm.EXACT, 1, mistake -> {}), RecordListener.NONE);

    private final AtomicInteger readings = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"X", "garbage, and no headers at all", "NATS/1.0\r\nno colon\r\n\r\n"})
    void headersThatAreNoneConcernNobodyElse(String headers) throws Exception {
        assertConcernsNobodyElse(headed(headers));
        KvEntry mallory = table.find("mallory");
        assertThat(mallory == null ? null : mallory.state()).isEqualTo(KvEntry.State.UNUSABLE);
    }

    /** Newer servers store it without. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS/1.0 503\r\n\r\n",
                "NATS/1.0 100 Idle Heartbeat\r\n\r\n",
                "NATS/1.0 409 Consumer Deleted\r\nNats-Last-Consumer: 7\r\n\r\n"
            })
    void neitherDoesAStatus(String headers) throws Exception {
        assertConcernsNobodyElse(headed(headers));
        assertThat(table.find("mallory")).isNotNull();
    }

    private static String headed(String headers) {
        String value = headers + ENABLED;
        return "HPUB $KV.USERS.mallory " + headers.length() + " " + value.length() + "\r\n" + value + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {LONG})
    void neitherDoesAKeyAsLongAsALine(int length) throws Exception {
        assertConcernsNobodyElse(
                "PUB $KV.USERS." + "m".repeat(length) + " " + ENABLED.length() + "\r\n" + ENABLED + "\r\n");
    }

    private void assertConcernsNobodyElse(String record) throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue users = TestBucket.create(connection);
            assertThat(users.put("anna", ENABLED)).isEqualTo(1);
            assertThat(users.put("bob", ENABLED)).isEqualTo(2);
            BucketSettings settings = new BucketSettings(
                    "staff", "USERS", NatsSettings.of(ServerUrl.of(server.url()), new Login.None()), NameForm.EXACT);
            try (KvFollower follower = new KvFollower(settings, table, new Readings())) {
                follower.start();
                await().atMost(PATIENCE).until(() -> readings.get() > 0);
                store(server, record);
                assertThat(users.put("anna", DISABLED)).isEqualTo(4);
                await().atMost(PATIENCE).until(() -> isDisabled("anna"));

                int before = readings.get();
                JetStreamManagement api = connection.jetStreamManagement();
                for (String consumer : api.getConsumerNames(STREAM)) {
                    delete(api, consumer);
                }
                assertThat(users.put("bob", DISABLED)).isEqualTo(5);
                await().atMost(PATIENCE).until(() -> readings.get() > before && isDisabled("bob"));
            }
        }
    }

    private static void delete(JetStreamManagement api, String consumer) throws Exception {
        try {
            assertThat(api.deleteConsumer(STREAM, consumer)).isTrue();
        } catch (JetStreamApiException e) {
            // The follower needs only one of them any more, and has just ended the other itself.
            assertThat(e.getApiErrorCode()).isEqualTo(NO_CONSUMER);
        }
    }

    private static void store(NatsServer server, String record) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = socket.getOutputStream()) {
            out.write(("CONNECT {\"verbose\": false, \"headers\": true}\r\n" + record + "PING\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(in.readLine()).startsWith("INFO");
            assertThat(in.readLine()).isEqualTo("PONG");
        }
    }

    private boolean isDisabled(String name) {
        KvEntry entry = table.find(name);
        return entry != null
                && entry.user() != null
                && entry.user().entitlement().disabled();
    }

    private final class Readings implements KvFollower.Listener {
        @Override
        public void read(KvTable users) {
            int now = readings.incrementAndGet();
            assertThat(now).isPositive();
        }

        @Override
        public void review(KvTable users) {}

        @Override
        public void changed(KvTable users) {}

        @Override
        public void unreachable(String why) {}

        @Override
        public void ended(String why) {}

        @Override
        public void mistaken(Throwable mistake) {}
    }
}

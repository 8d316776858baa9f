package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records on a real stream: those that are too large for the server, and those that are published again. */
@AgainstNatsServer
@SuppressWarnings({"NullAway.Init", "try"}) // closing may be interrupted
class StreamSinkIT {
    private static final int MAX_PAYLOAD = 4096;

    /** It is also the limit of each request about a stream. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private NatsServer server;
    private Connection admin;
    private JetStreamManagement streams;
    private StreamSink sink;

    @BeforeEach
    void open() throws Exception {
        open(NatsServerBinary.find());
    }

    private void open(NatsServerBinary binary) throws Exception {
        server = NatsServer.start(
                binary,
                NatsServerConfig.text(
                        "max_payload: " + MAX_PAYLOAD + "\njetstream { store_dir: \"${dir}/js\", max_file: 100MB }"));
        admin = Nats.connect(Options.builder()
                .server(server.url())
                .connectionTimeout(PATIENCE)
                .build());
        streams = admin.jetStreamManagement();
        make();
        sink = sink(PATIENCE);
    }

    private StreamSink sink(Duration timeout) {
        NatsSettings nats = NatsSettings.of(ServerUrl.of(server.url()), new NatsSettings.Login.None());
        return new StreamSink(new StreamSinkSettings("audit", timeout, nats));
    }

    @AfterEach
    void close() throws Exception {
        sink.close();
        admin.close();
        server.close();
    }

    private StreamConfiguration.Builder stream() {
        return StreamConfiguration.builder().name("AUDIT").subjects("audit").storageType(StorageType.Memory);
    }

    private void make() throws Exception {
        assertThat(streams.addStream(stream().build())).isNotNull();
    }

    private void takeBatches() throws Exception {
        assertThat(streams.updateStream(stream().allowAtomicPublish().build())).isNotNull();
    }

    private void stored(AuditChunk chunk) {
        assertThat(sink.write(chunk)).isEqualTo(WriteResult.all(chunk));
    }

    private long stored() throws Exception {
        return streams.getStreamInfo("AUDIT").getStreamState().getMsgCount();
    }

    /** The ids of all messages that are there, and whether each is of a batch. */
    private Map<String, Boolean> messages() throws Exception {
        Map<String, Boolean> messages = new LinkedHashMap<>();
        long last = streams.getStreamInfo("AUDIT").getStreamState().getLastSequence();
        for (long seq = 1; seq <= last; seq++) {
            Headers headers =
                    Objects.requireNonNull(streams.getMessage("AUDIT", seq).getHeaders());
            messages.put(String.valueOf(headers.getFirst("Nats-Msg-Id")), headers.containsKey("Nats-Batch-Id"));
        }
        return messages;
    }

    private static String[] texts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "record " + i).toArray(String[]::new);
    }

    private static String[] ids(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "one-run-" + i).toArray(String[]::new);
    }

    /** Its headers count as well. The client library throws for such a record, which would come again for ever. */
    @Test
    void aRecordThatIsTooLargeWithItsHeadersIsRefusedAndTheOthersAreStored() throws Exception {
        int room = MAX_PAYLOAD - new Headers().put("Nats-Msg-Id", "one-run-1").serializedLength();

        WriteResult result = sink.write(Chunks.of("x".repeat(room), "x".repeat(room + 1), "x"));

        assertThat(result.stored().stream()).containsExactly(0, 2);
        assertThat(result.refused().stream()).containsExactly(1);
        assertThat(result.failure()).isNull();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aRecordThatIsPublishedAgainIsStoredOnce() throws Exception {
        stored(Chunks.of("first"));

        stored(Chunks.of("first", "second"));
        assertThat(stored()).isEqualTo(2);

        streams.deleteStream("AUDIT");
        make();
        stored(Chunks.of("first"));
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void manyRecordsAreStoredAsABatchInTheirOrder() throws Exception {
        takeBatches();

        stored(Chunks.of(texts(256)));

        assertThat(messages())
                .containsOnlyKeys(ids(256))
                .allSatisfy((id, batched) -> assertThat(batched).isTrue());
        assertThat(messages().keySet()).containsExactly(ids(256));
    }

    @Test
    void aStreamThatTakesNoBatchesStoresEachRecordByItself() throws Exception {
        stored(Chunks.of(texts(20)));

        assertThat(messages())
                .containsOnlyKeys(ids(20))
                .allSatisfy((id, batched) -> assertThat(batched).isFalse());
    }

    /** It stores the messages of a batch as they come, and acknowledges the last one. */
    @Test
    @Tag("full")
    void aServerThatKnowsOfNoBatchesStoresEachRecordOnce() throws Exception {
        close();
        open(ServerUnderTest.of("2.10.29").binary());

        stored(Chunks.of(texts(20)));
        stored(Chunks.from(21, texts(20)));

        assertThat(messages().keySet()).containsExactly(ids(40));
    }

    /** As when the acknowledgement of a batch has not come. */
    @Test
    void aBatchThatIsPublishedAgainIsStoredOnceAndTheNextIsABatch() throws Exception {
        takeBatches();
        stored(Chunks.of(texts(20)));

        stored(Chunks.of(texts(22)));
        assertThat(messages().keySet()).containsExactly(ids(22));

        stored(Chunks.from(23, texts(20)));
        assertThat(stored()).isEqualTo(42);
        assertThat(messages()).containsEntry("one-run-23", true).containsEntry("one-run-22", false);
    }

    @Test
    void ofABatchWithARecordThatIsTooLargeTheOthersAreStored() throws Exception {
        assertThat(streams.updateStream(
                        stream().allowAtomicPublish().maximumMessageSize(500).build()))
                .isNotNull();
        String[] texts = texts(20);
        texts[4] = "x".repeat(600);

        WriteResult result = sink.write(Chunks.of(texts));

        assertThat(result.stored().stream()).hasSize(19);
        assertThat(result.refused().stream()).containsExactly(4);
        assertThat(result.failure()).isNull();
        texts[4] = "x".repeat(MAX_PAYLOAD);
        assertThat(sink.write(Chunks.from(21, texts)).refused().stream()).containsExactly(4);
        assertThat(stored()).isEqualTo(38);
    }

    /** A batch is all or nothing, a stream that is full takes as many as there is room for. */
    @Test
    void ofABatchThatIsLargerThanTheRoomWhatFitsIsStored() throws Exception {
        assertThat(streams.updateStream(stream()
                        .allowAtomicPublish()
                        .discardPolicy(DiscardPolicy.New)
                        .maxMessages(5)
                        .build()))
                .isNotNull();

        WriteResult result = sink.write(Chunks.of(texts(20)));

        assertThat(result.stored().stream()).containsExactly(0, 1, 2, 3, 4);
        assertThat(result.refused().isEmpty()).isTrue();
        assertThat(result.failure()).contains("maximum messages exceeded");
    }

    /** What is written to a server that does not read stays whole, and the sink comes back from it. */
    @Test
    @Timeout(120)
    void aServerThatHangsHoldsUpNothingForEverAndHasEachRecordOnceAfterwards() throws Exception {
        takeBatches();
        String[] texts =
                IntStream.range(0, 1000).mapToObj(i -> "x".repeat(3000)).toArray(String[]::new);
        try (StreamSink hurried = sink(Duration.ofMillis(200))) {
            AuditChunk first = Chunks.of(texts(20));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> hurried.write(first).failure() == null);
            server.suspend();
            AuditChunk held = Chunks.from(21, texts);
            WriteResult result;
            do {
                result = hurried.write(held);
                assertThat(result.stored().isEmpty()).isTrue();
                assertThat(result.failure()).isNotNull();
                // The buffers of both sockets are full then.
            } while (!"the connection to nats-server is lost".equals(result.failure()));
            server.resume();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> hurried.write(held).failure() == null);
        }
        assertThat(messages()).hasSize(1020);
        assertThat(stored()).isEqualTo(1020);
    }
}

package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records on a real stream: those that are too large for the server, and those that are published again. */
@AgainstNatsServer
@SuppressWarnings({"NullAway.Init", "try"}) // closing may be interrupted
class StreamSinkIT {
    private static final int MAX_PAYLOAD = 4096;

    private NatsServer server;
    private Connection admin;
    private JetStreamManagement streams;
    private StreamSink sink;

    @BeforeEach
    void open() throws Exception {
        server = NatsServer.start(
                "max_payload: " + MAX_PAYLOAD + "\njetstream { store_dir: \"${dir}/js\", max_file: 100MB }");
        admin = Nats.connect(server.url());
        streams = admin.jetStreamManagement();
        make();
        NatsSettings nats = NatsSettings.of(ServerUrl.of(server.url()), new NatsSettings.Login.None());
        sink = new StreamSink(new StreamSinkSettings("audit", Duration.ofSeconds(30), nats));
    }

    @AfterEach
    void close() throws Exception {
        sink.close();
        admin.close();
        server.close();
    }

    private void make() throws Exception {
        assertThat(streams.addStream(StreamConfiguration.builder()
                        .name("AUDIT")
                        .subjects("audit")
                        .storageType(StorageType.Memory)
                        .build()))
                .isNotNull();
    }

    private static AuditLine line(String id, int bytes) {
        return new AuditLine(id, ("x".repeat(bytes) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private long stored() throws Exception {
        return streams.getStreamInfo("AUDIT").getStreamState().getMsgCount();
    }

    /** Its headers count as well. The client library throws for such a record, which would come again for ever. */
    @Test
    void aRecordThatIsTooLargeWithItsHeadersIsRefusedAndTheOthersAreStored() throws Exception {
        int room = MAX_PAYLOAD - new Headers().put("Nats-Msg-Id", "one-run-1").serializedLength();
        AuditLine largest = line("one-run-1", room);
        AuditLine tooLarge = line("one-run-2", room + 1);
        AuditLine after = line("one-run-3", 100);

        WriteResult result = sink.write(List.of(largest, tooLarge, after));

        assertThat(result).isEqualTo(new WriteResult(List.of(largest, after), List.of(tooLarge), null));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aRecordThatIsPublishedAgainIsStoredOnce() throws Exception {
        AuditLine first = line("one-run-1", 100);
        AuditLine second = line("one-run-2", 100);
        assertThat(sink.write(List.of(first))).isEqualTo(WriteResult.all(List.of(first)));

        assertThat(sink.write(List.of(first, second))).isEqualTo(WriteResult.all(List.of(first, second)));
        assertThat(stored()).isEqualTo(2);

        streams.deleteStream("AUDIT");
        make();
        assertThat(sink.write(List.of(first))).isEqualTo(WriteResult.all(List.of(first)));
        assertThat(stored()).isEqualTo(1);
    }
}

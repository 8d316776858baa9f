package io.gatehouse.cli;

import io.gatehouse.audit.AuditLines;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stream of an audit log. */
final class AuditStream {
    static final String NAME = "AUDIT";

    private AuditStream() {}

    /** One that takes records until it is full, and then no more. */
    static StreamConfiguration.Builder of(StorageType storage) {
        return StreamConfiguration.builder()
                .name(NAME)
                .subjects("gatehouse.audit")
                .discardPolicy(DiscardPolicy.New)
                .allowAtomicPublish()
                .storageType(storage);
    }

    /** All records that are there. */
    static List<Map<String, Object>> records(JetStreamManagement streams) throws Exception {
        List<Map<String, Object>> records = new ArrayList<>();
        long last = streams.getStreamInfo(NAME).getStreamState().getLastSequence();
        for (long seq = 1; seq <= last; seq++) {
            MessageInfo message = streams.getMessage(NAME, seq);
            records.add(
                    AuditLines.members(new String(Objects.requireNonNull(message.getData()), StandardCharsets.UTF_8)));
        }
        return records;
    }

    /** Those of one type. */
    static List<Map<String, Object>> records(JetStreamManagement streams, String type) throws Exception {
        return AuditLines.ofType(records(streams), type);
    }
}

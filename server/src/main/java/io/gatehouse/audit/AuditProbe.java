package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.StreamSink;
import io.gatehouse.audit.sink.WriteResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries whether the stream takes records, by one that says so. */
public final class AuditProbe {
    private AuditProbe() {}

    /** Why none can be stored; null when one was. */
    public static @Nullable String obstacle(AuditSettings settings, String instance) {
        RecordJson json = new RecordJson(settings);
        json.begin(RecordType.CHECK, System.currentTimeMillis());
        json.text(AuditField.INSTANCE, instance);
        AuditChunk chunk = new AuditChunk("check-" + UUID.randomUUID() + '-');
        json.end(1, chunk);
        try (StreamSink sink = new StreamSink(settings.stream())) {
            WriteResult result = sink.write(chunk);
            return result.refused().isEmpty() ? result.failure() : "the stream takes no messages as large as a record";
        }
    }
}

package io.gatehouse.audit.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of records that were to be stored. What is neither stored nor refused is worth another try.
 *
 * @param stored they are there: written to the file, or acknowledged by the stream
 * @param refused they would be refused again, since they are too large
 * @param failure why the others are not stored, without a secret; null where there are none
 */
public record WriteResult(
        List<AuditLine> stored,
        List<AuditLine> refused,
        @Nullable String failure) {
    public WriteResult {
        stored = List.copyOf(stored);
        refused = List.copyOf(refused);
    }

    static WriteResult all(List<AuditLine> lines) {
        return new WriteResult(lines, List.of(), null);
    }

    static WriteResult none(String why) {
        return new WriteResult(List.of(), List.of(), why);
    }
}

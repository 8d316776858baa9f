package io.gatehouse.audit.sink;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a chunk, by the places of its records. What is neither stored nor refused is worth another try.
 *
 * @param stored they are there: written to the file, or acknowledged by the stream
 * @param refused they would be refused again, since they are too large
 * @param failure why the others are not stored, without a secret; null where there are none
 */
public record WriteResult(
        BitSet stored, BitSet refused, @Nullable String failure) {
    /** All of them are stored. */
    public static WriteResult all(AuditChunk chunk) {
        return first(chunk.size(), null);
    }

    /** The first of them are stored. */
    static WriteResult first(int records, @Nullable String failure) {
        BitSet stored = new BitSet();
        stored.set(0, records);
        return new WriteResult(stored, new BitSet(), failure);
    }

    /** None is stored. */
    public static WriteResult none(String why) {
        return first(0, why);
    }
}

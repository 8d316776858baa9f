package io.gatehouse.directory.bucket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of the records of a bucket; called by the thread that follows it, in the order of the changes. */
public interface RecordListener {
    /** Hears nothing. */
    RecordListener NONE = new RecordListener() {
        @Override
        public void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {}

        @Override
        public void settled() {}
    };

    /**
     * What is known of a name is another from now on; or nothing was known, and it is told that the record was deleted.
     *
     * @param before what was known; null for nothing
     * @param now what is; null for nothing
     * @param value the record that was told; null where there is none
     */
    void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value);

    /**
     * The whole bucket was read, and some who were known are not in it, though nothing has told that they were removed.
     *
     * @param gone what was known of them, by their names
     * @param left of how many names something is known still
     */
    default void vanished(Map<String, KvEntry> gone, int left) {
        gone.forEach((name, before) -> replaced(name, before, null, null));
    }

    /** A change is in force as a whole, or the whole bucket was read. */
    void settled();
}

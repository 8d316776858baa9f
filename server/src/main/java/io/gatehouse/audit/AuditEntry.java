package io.gatehouse.audit;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a record is made of once it is its turn, and what it holds until then. */
abstract class AuditEntry {
    /** What an entry takes beside its texts, with those that it shares with others; in bytes. */
    static final int BASE_BYTES = 256;

    /** The one that came before it, as long as it is in the queue. */
    @Nullable AuditEntry before;

    /** The memory that it holds, in bytes. */
    abstract int weight();

    /** Writes all members but those that every record has. */
    abstract void write(RecordJson json);

    abstract RecordType type();

    /** When it happened, in milliseconds since 1970. */
    abstract long millis();

    /** What ends once it is stored; null where nobody waits for that. */
    @Nullable CompletableFuture<Void> stored() {
        return null;
    }

    static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}

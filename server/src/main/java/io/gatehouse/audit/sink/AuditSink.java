package io.gatehouse.audit.sink;

import java.time.Duration;

/** Where audit records are stored. Used by one thread, which may wait for it. */
public interface AuditSink extends AutoCloseable {
    /** Stores records, in their order; what becomes of each is in the result. The chunk is not kept. */
    WriteResult write(AuditChunk chunk);

    /** For how long a write may wait by itself, before it is a failure; the time that it takes otherwise is not in it. */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** How many records it is worth to store together. */
    default Gathering gathering() {
        return Gathering.OF_WRITES;
    }

    /** Looks again where to write to, as when a file was moved away. */
    default void reopen() {}

    @Override
    void close();
}

package io.gatehouse.directory.bucket;

import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** A message of a bucket: a user's record, or that it is gone. */
final class KvRecord {
    private static final String OPERATION = "KV-Operation";

    /** Set where the server itself leaves a mark, for a record whose time was over. */
    private static final String MARKER = "Nats-Marker-Reason";

    private final String key;
    private final byte @Nullable [] value;
    private final long revision;

    /** @param value null where it was deleted */
    KvRecord(String key, byte @Nullable [] value, long revision) {
        this.key = key;
        this.value = value;
        this.revision = revision;
    }

    static KvRecord of(KvNames names, Message message) {
        return new KvRecord(
                names.key(message.getSubject()),
                isDeleted(message.getHeaders()) ? null : message.getData(),
                message.metaData().streamSequence());
    }

    static KvRecord of(KvNames names, MessageInfo info) {
        byte[] data = info.getData();
        return new KvRecord(
                names.key(info.getSubject()),
                isDeleted(info.getHeaders()) ? null : data == null ? new byte[0] : data,
                info.getSeq());
    }

    private static boolean isDeleted(@Nullable Headers headers) {
        if (headers == null) {
            return false;
        }
        String operation = headers.getLast(OPERATION);
        return "DEL".equals(operation) || "PURGE".equals(operation) || headers.getLast(MARKER) != null;
    }

    String key() {
        return key;
    }

    /** Null where it was deleted. */
    byte @Nullable [] value() {
        return value;
    }

    long revision() {
        return revision;
    }

    /** Without the value, which may hold a password. */
    @Override
    public String toString() {
        return "KvRecord[revision=" + revision + "]";
    }
}

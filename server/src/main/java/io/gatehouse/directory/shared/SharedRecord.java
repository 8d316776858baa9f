package io.gatehouse.directory.shared;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed in one value of the bucket: {@code kind (1) | at (8) | until (8) | length (4) | content}, with zeros behind it up to
 * one of few sizes, so that the length of a value tells next to nothing. Times are in milliseconds since 1970.
 */
final class SharedRecord {
    private static final int HEADER = 1 + Long.BYTES + Long.BYTES + Integer.BYTES;
    /** The least that is sealed, in bytes. */
    static final int LEAST = 1024;

    private static final int MOST = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final long at;
    private final long until;
    private final byte[] content;

    /**
     * @param at when the lookup began that has brought it, or when the change was told
     * @param until when it ends, whatever becomes of it
     * @param content of an identity; empty for others
     */
    SharedRecord(Kind kind, long at, long until, byte[] content) {
        this.kind = kind;
        this.at = at;
        this.until = until;
        this.content = content;
    }

    /** What it tells. */
    enum Kind {
        /** The credential was right. */
        VERIFIED(1),
        /** It was right before, and is not any more. */
        REFUSED(2),
        /** Somebody, or everybody, has changed: what was verified before is not to be taken. */
        CHANGED(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static @Nullable Kind of(byte code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** One without content. */
    static SharedRecord of(Kind kind, long at, long until) {
        return new SharedRecord(kind, at, until, NOTHING);
    }

    Kind kind() {
        return kind;
    }

    long at() {
        return at;
    }

    long until() {
        return until;
    }

    byte[] content() {
        return content;
    }

    /** As it is sealed; null when it is larger than any may be. */
    byte @Nullable [] bytes() {
        int wanted = HEADER + content.length;
        if (wanted > MOST) {
            return null;
        }
        int size = LEAST;
        while (size < wanted) {
            size *= 2;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(kind.code)
                .putLong(at)
                .putLong(until)
                .putInt(content.length)
                .put(content);
        return bytes.array();
    }

    /** What was opened; null when it is none. */
    static @Nullable SharedRecord parse(byte[] opened) {
        ByteBuffer bytes = ByteBuffer.wrap(opened);
        try {
            Kind kind = Kind.of(bytes.get());
            long at = bytes.getLong();
            long until = bytes.getLong();
            int length = bytes.getInt();
            if (kind == null || length < 0 || length > bytes.remaining()) {
                return null;
            }
            return new SharedRecord(
                    kind, at, until, Arrays.copyOfRange(opened, HEADER, HEADER + length));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "SharedRecord[" + kind + "]";
    }
}

package io.gatehouse.directory.shared;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed in one value of the bucket: {@code kind (1) | at (8) | until (8) | length (4) | content}, with zeros behind it up to
 * one of few sizes, so that the length of a value tells next to nothing. Times are in milliseconds since 1970.
 *
 * @param at when the lookup began that has brought it, or when the change was told
 * @param until when it ends, whatever becomes of it
 * @param content of an identity; empty for others
 */
record SharedRecord(Kind kind, long at, long until, byte[] content) {
    private static final int HEADER = 1 + Long.BYTES + Long.BYTES + Integer.BYTES;
    /** The least that is sealed, in bytes. */
    static final int LEAST = 1024;

    private static final int MOST = 64 * 1024;
    private static final byte[] NOTHING = {};

    /** What it tells. */
    enum Kind {
        /** The credential was right. */
        VERIFIED,
        /** It was right before, and is not any more. */
        REFUSED,
        /** Somebody, or everybody, has changed: what was verified before is not to be taken. */
        CHANGED
    }

    /** One without content. */
    static SharedRecord of(Kind kind, long at, long until) {
        return new SharedRecord(kind, at, until, NOTHING);
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
        bytes.put((byte) kind.ordinal())
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
            int kind = bytes.get();
            long at = bytes.getLong();
            long until = bytes.getLong();
            int length = bytes.getInt();
            if (kind < 0 || kind >= Kind.values().length || length < 0 || length > bytes.remaining()) {
                return null;
            }
            return new SharedRecord(
                    Kind.values()[kind], at, until, Arrays.copyOfRange(opened, HEADER, HEADER + length));
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

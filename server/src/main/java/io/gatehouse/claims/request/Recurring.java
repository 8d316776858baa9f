package io.gatehouse.claims.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was made of bytes that come again and again, so that it is made once: a table with one place for each of some
 * hashes, where the latest wins. Not for secrets, which it would keep. May be used by many threads.
 */
final class Recurring<T> {
    private static final int PLACES = 256;

    /** Longer ones are not kept, which bounds the memory. */
    private static final int MAX_BYTES = 1024;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final AtomicReferenceArray<@Nullable Entry<T>> places = new AtomicReferenceArray<>(PLACES);

    /** What {@code bytes[from, end)} became before; null when that is not known. */
    @Nullable T find(byte[] bytes, int from, int end) {
        Entry<T> entry = places.getAcquire(place(bytes, from, end));
        boolean same = entry != null && Arrays.equals(bytes, from, end, entry.bytes, 0, entry.bytes.length);
        return same ? entry.value : null;
    }

    /** Keeps what {@code bytes[from, end)} became, and returns it. */
    T remember(byte[] bytes, int from, int end, T value) {
        if (end - from <= MAX_BYTES) {
            places.setRelease(place(bytes, from, end), new Entry<>(Arrays.copyOfRange(bytes, from, end), value));
        }
        return value;
    }

    /** By the length and the last eight bytes, where names and keys differ. */
    private static int place(byte[] bytes, int from, int end) {
        long tail = (long) end - from;
        if (end >= 8) {
            long last = (long) LONG.get(bytes, end - 8);
            int foreign = 8 - Math.min(8, end - from);
            tail ^= foreign == 8 ? 0 : (last >>> (8 * foreign)) << 8;
        }
        return (int) ((tail * 0x9e3779b97f4a7c15L) >>> 56);
    }

    private static final class Entry<T> {
        final byte[] bytes;
        final T value;

        Entry(byte[] bytes, T value) {
            this.bytes = bytes;
            this.value = value;
        }
    }
}

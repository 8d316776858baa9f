package io.gatehouse.claims.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was made of byte sequences that come often, so that equal ones share one value: a direct-mapped cache, in which the
 * latest entry of a slot wins. Not for secrets, which it would keep. May be used by many threads.
 */
final class InternCache<T> {
    private static final int SLOTS = 256;

    /** Longer ones are not kept, which bounds the memory. */
    private static final int MAX_BYTES = 1024;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final AtomicReferenceArray<@Nullable Entry<T>> slots = new AtomicReferenceArray<>(SLOTS);

    /** The value of {@code bytes[from, end)}; null when it is not known. */
    @Nullable T get(byte[] bytes, int from, int end) {
        Entry<T> entry = slots.getAcquire(slot(bytes, from, end));
        boolean same = entry != null && Arrays.equals(bytes, from, end, entry.bytes, 0, entry.bytes.length);
        return same ? entry.value : null;
    }

    /** Keeps the value of {@code bytes[from, end)}, and returns it. */
    T put(byte[] bytes, int from, int end, T value) {
        if (end - from <= MAX_BYTES) {
            slots.setRelease(slot(bytes, from, end), new Entry<>(Arrays.copyOfRange(bytes, from, end), value));
        }
        return value;
    }

    /** By the length and the last eight bytes, where names and keys differ. */
    private static int slot(byte[] bytes, int from, int end) {
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

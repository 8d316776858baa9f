package io.gatehouse.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spare instances of something that one thread at a time may use. Takes no lock and never waits: an empty pool makes a
 * new instance, a full one forgets what it is given.
 */
final class Pool<T> {
    private static final int SLOTS = 16;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** An instance that nobody else has; to be handed back with {@link #give} unless it was spoiled. */
    T take() {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) & (SLOTS - 1);
            T spare = slots.getPlain(slot) == null ? null : slots.getAndSet(slot, null);
            if (spare != null) {
                return spare;
            }
        }
        return maker.get();
    }

    void give(T spare) {
        int start = start();
        for (int i = 0; i < SLOTS; i++) {
            if (slots.compareAndSet((start + i) & (SLOTS - 1), null, spare)) {
                return;
            }
        }
    }

    /** A thread looks first where it looked before. */
    private static int start() {
        return (int) ((Thread.currentThread().getId() * 0x9e3779b9L) >>> 16);
    }
}

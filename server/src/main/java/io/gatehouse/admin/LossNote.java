package io.gatehouse.admin;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The note that a directory has lost users, until they are back; for an hour at most, since they may be meant to be gone. */
final class LossNote {
    /** As long as the alert, which compares with the users that there were within this time. */
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

    private final LongSupplier nanos;
    private volatile @Nullable Loss loss;

    private record Loss(String text, long at) {}

    /** @param nanos as {@link System#nanoTime()} */
    LossNote(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void lost(String text) {
        loss = new Loss(text, nanos.getAsLong());
    }

    void back() {
        loss = null;
    }

    @Nullable String text() {
        Loss last = loss;
        return last == null || nanos.getAsLong() - last.at() >= LONGEST_NANOS ? null : last.text();
    }
}

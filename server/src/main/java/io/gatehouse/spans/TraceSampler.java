package io.gatehouse.spans;

import org.jspecify.annotations.Nullable;

/** Chooses the logins that are traced. Asked on the hot path by many threads, so it must not block. */
@FunctionalInterface
public interface TraceSampler {
    /** Chooses none. */
    TraceSampler NONE = new TraceSampler() {
        @Override
        public @Nullable LoginTrace begin() {
            return null;
        }

        @Override
        public boolean isOn() {
            return false;
        }
    };

    /** Begins to trace the login that is next; null where it is not traced. */
    @Nullable LoginTrace begin();

    /** Whether it may choose one. */
    default boolean isOn() {
        return true;
    }
}

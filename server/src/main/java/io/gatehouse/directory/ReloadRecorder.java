package io.gatehouse.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears of the users of a directory that has them in memory; called on the thread that read them. */
public interface ReloadRecorder {
    /** Hears nothing. */
    ReloadRecorder NONE = new ReloadRecorder() {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}
    };

    /** They were read and are in use, at the start and after each change. */
    void reloaded(int users);

    /** What they have changed to could not be used; those before stay in use. */
    void reloadFailed();

    /**
     * The revocation lists of a directory of certificates were read and are in use, at the start and after each change; {@link
     * #reloadFailed} tells of those that could not be used.
     *
     * @param revoked how many certificates are on them
     * @param nextUpdate when the first of them is out of date; null for never
     */
    default void revocationsRead(int revoked, @Nullable Instant nextUpdate) {}

    /** Some of them have changed, and the change is in force. */
    default void changed(int users) {}

    /**
     * They cannot be read now; those that are known stay in use.
     *
     * @param why for whoever reads it, without a secret
     */
    default void unreachable(String why) {}

    /**
     * Most of them are gone at once, and nothing tells that they were removed: they cannot log in, and their sessions are left.
     *
     * @param why for whoever reads it, without a secret
     */
    default void lost(String why) {}

    /** All who were lost are there again, or were removed. */
    default void back() {}

    /** Changes of users who are asked for one by one are heard of from now on. */
    default void followed() {}

    /**
     * Changes of such users are not heard of now: what is remembered of them ends with its time.
     *
     * @param why for whoever reads it, without a secret
     */
    default void notFollowed(String why) {}

    /** Nobody wants to hear of changes of such users any more: the directory is gone, or another has taken its place. */
    default void unwatched() {}

    /** They could not be used at the start, and a copy of the last good ones is in use; told after the failure. */
    default void startedWithLastGood() {}

    /**
     * The thread that looks for changes has ended; nothing starts it again.
     *
     * @param why which, and with what, without a secret
     */
    default void watchEnded(String why) {}
}

package io.gatehouse.directory.bucket;

import io.gatehouse.nats.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * How much of a bucket is known.
 *
 * @param attempt the connection that it is read over; null when there is none
 * @param ofConnection asks over it
 * @param read whether the whole bucket was read, and is followed since
 * @param reason why it is not
 */
record KvState(@Nullable Attempt attempt, @Nullable KvApi ofConnection, boolean read, String reason) {
    static KvState notYet() {
        return none("not connected yet");
    }

    /** Nobody can be asked. */
    static KvState none(String why) {
        return new KvState(null, null, false, why);
    }

    /** It is being read, and the server can be asked meanwhile. */
    static KvState reading(Attempt attempt, KvApi api) {
        return new KvState(attempt, api, false, "the bucket is being read");
    }

    static KvState whole(Attempt attempt) {
        return new KvState(attempt, null, true, KvException.LOST);
    }

    /** Whether everything is known, so that who is not in memory is not in the bucket. */
    boolean isWhole() {
        return read && isOpen();
    }

    /** Who can be asked; null for nobody. */
    @Nullable KvApi api() {
        return isOpen() ? ofConnection : null;
    }

    private boolean isOpen() {
        return attempt != null && !attempt.isClosed();
    }

    /** Why it is not whole. */
    String why() {
        return attempt == null || isOpen() ? reason : KvException.LOST;
    }
}

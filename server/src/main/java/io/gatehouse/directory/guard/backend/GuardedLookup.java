package io.gatehouse.directory.guard.backend;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.PasswordCheckLateException;
import io.gatehouse.passwords.PasswordChecksFullException;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.UndecidedException;
import org.jspecify.annotations.Nullable;

/** A lookup in its place before a backend, from its begin to its one end. */
public final class GuardedLookup {
    private final BackendGuard guard;
    private final LookupLimiter.Place place;
    private final @Nullable CredentialKey key;
    private final LookupOrigin origin;

    GuardedLookup(BackendGuard guard, LookupLimiter.Place place, @Nullable CredentialKey key, LookupOrigin origin) {
        this.guard = guard;
        this.place = place;
        this.key = key;
        this.origin = origin;
    }

    /** It was answered, in whatever way. */
    public void answered() {
        place.answered();
        guard.recorder().lookupEnded();
        guard.succeeded(origin);
    }

    /** It has ended without an answer. */
    public void failed(Throwable error) {
        if (guard.hasHadTime(origin)) {
            place.timedOut();
        } else {
            place.leave();
        }
        guard.recorder().lookupEnded();
        if (error instanceof UnusableAnswerException) {
            guard.unusable(key, error);
        } else if (!isOurs(error)) {
            guard.recorder().lookupFailed();
            guard.failed(origin, key, error);
        }
    }

    /** It took longer than it may. */
    public void timedOut(UndecidedException late) {
        place.timedOut();
        guard.recorder().lookupEnded();
        guard.timedOut(origin, key, late);
    }

    /** Whether it says nothing of the backend: what came of the password's check, or a mistake of ours. */
    private static boolean isOurs(Throwable error) {
        return error instanceof PasswordChecksFullException
                || error instanceof PasswordCheckLateException
                || error instanceof InternalErrorException
                || (error instanceof UndecidedException undecided && undecided.reason() != Drop.UNDECIDED);
    }
}

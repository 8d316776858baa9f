package io.gatehouse.directory.guard;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.guard.backend.GuardedLookup;
import io.gatehouse.directory.shared.SharedAnswer;
import io.gatehouse.policy.UndecidedException;
import org.jspecify.annotations.Nullable;

/**
 * A lookup that is under way.
 *
 * @param guarded its place before a backend; null where none is asked
 * @param shared where its answer is left for other instances; null for nowhere
 */
record LookupRun(
        WantedLookup wanted,
        Lookup.Kind kind,
        @Nullable GuardedLookup guarded,
        @Nullable SharedAnswer shared) {
    @Nullable CredentialKey key() {
        return wanted.key();
    }

    Flight flight() {
        return wanted.flight();
    }

    Lookup lookup() {
        return wanted.lookup();
    }

    /** Whether it is a check of the pool's, and not only said to take as long as one. */
    boolean endsByItself() {
        return kind == Lookup.Kind.HASHING && lookup() instanceof PasswordLookup;
    }

    /**
     * Leaves the answer for other instances, as the directory gave it; of a refusal only that who was right is not any more.
     *
     * @param cache what was known of the credential before
     */
    void leave(LookupResult found, CredentialCache cache) {
        CredentialKey key = key();
        boolean isForOthers =
                !(found instanceof LookupResult.Found) || (lookup().isReusable() && lookup().isShareable());
        if (shared != null && key != null && isForOthers) {
            shared.answered(found, cache.isKnownGood(key));
        }
    }

    void ended(@Nullable LookupResult answer, @Nullable Throwable failure) {
        wanted.attempt().ended();
        if (guarded != null && answer != null) {
            guarded.answered();
        } else if (guarded != null) {
            guarded.failed(SingleFlight.cause(failure));
        }
    }

    void timedOut(UndecidedException late) {
        wanted.attempt().ended();
        if (guarded != null) {
            guarded.timedOut(late);
        }
    }
}

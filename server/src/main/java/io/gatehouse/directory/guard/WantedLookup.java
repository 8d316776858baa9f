package io.gatehouse.directory.guard;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.shared.SharedAnswer;
import io.gatehouse.directory.shared.SharedCredential;
import io.gatehouse.directory.shared.SharedIdentity;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A lookup that is to be made, and its flight.
 *
 * @param key null where the answer is nobody else's
 * @param shared where other instances may have left the answer; null for nowhere
 */
record WantedLookup(
        @Nullable CredentialKey key,
        Flight flight,
        Lookup lookup,
        GuardedLogin attempt,
        long deadline,
        @Nullable SharedCredential shared) {
    /** What another instance has left, or will turn out to have; null where there is nothing to wait for. */
    @Nullable CompletableFuture<@Nullable SharedIdentity> readShared() {
        return shared == null || !isShared() ? null : shared.read(deadline);
    }

    /** Where the answer is left for other instances, when the lookup begins now; null for nowhere. */
    @Nullable SharedAnswer leftTo() {
        return shared == null || !isShared() || !lookup.isShareable() ? null : new SharedAnswer(shared, shared.now());
    }

    /** Only what somebody else has to be asked for is worth it. */
    private boolean isShared() {
        return key != null && lookup.kind() == Lookup.Kind.REMOTE && lookup.isReusable();
    }
}

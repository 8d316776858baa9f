package io.gatehouse.directory.nkey;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.policy.Identity;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The identities of those who logged in of late, with what policy prepared for them, a bounded many: a signature can be answered
 * from no cache, but the rest can.
 */
final class RecentIdentities {
    /** Identities that are kept; each takes some KB at most in the usual case. */
    private static final int KEPT = 4096;

    private final String directory;
    private final AtomicReferenceArray<@Nullable Recent> recent = new AtomicReferenceArray<>(KEPT);

    RecentIdentities(String directory) {
        this.directory = directory;
    }

    /** Who it is; the same object for logins that follow one another. */
    @SuppressWarnings("ReferenceEquality") // an equal user that was read later has another version
    Identity of(FileUser user) {
        int slot = System.identityHashCode(user) & (KEPT - 1);
        Recent known = recent.get(slot);
        if (known != null && known.user == user) {
            return known.identity;
        }
        Identity identity = user.identity(directory);
        recent.set(slot, new Recent(user, identity));
        return identity;
    }

    private record Recent(FileUser user, Identity identity) {}
}

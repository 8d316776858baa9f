package io.gatehouse.directory.nkey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.policy.Identity;

/**
 * The keys that logins came with of late, a bounded many, each prepared, and with the identity of its owner and what policy prepared
 * for that: a signature can be answered from no cache, but the rest can.
 */
final class RecentKeys {
    /** Those that are kept; each takes some KB in the usual case. */
    private static final int KEPT = 4096;

    private final String directory;
    private final Cache<RegisteredKey, Prepared> recent =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(KEPT).build();

    RecentKeys(String directory) {
        this.directory = directory;
    }

    /** What a login with a key takes; the same for logins that follow one another. */
    Prepared of(RegisteredKey registered) {
        Prepared known = recent.getIfPresent(registered);
        if (known == null) {
            known = new Prepared(
                    Ed25519.fastest().verifier(registered.key()),
                    registered.user().identity(directory));
            recent.put(registered, known);
        }
        return known;
    }

    /** Checks the signatures of a key, and who its owner is. */
    record Prepared(Ed25519.Verifier verifier, Identity identity) {}
}

package io.gatehouse.directory.nkey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.policy.Identity;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were proved of late, in bounded memory, each prepared, and with the identity of its owner and what policy prepared
 * for that: a signature can be answered from no cache, but the rest can. Whoever names a key and proves nothing is remembered
 * nowhere.
 */
final class RecentKeys {
    /** The heap that they may take, in bytes, estimated: some 6,000 of the usual size. */
    private static final long KEPT_BYTES = 16L * 1024 * 1024;

    /** A prepared key with its place here, without what its owner's identity takes. */
    static final int BYTES_MORE = 2048;

    private final String directory;
    private final Cache<RegisteredKey, Prepared> recent;

    RecentKeys(String directory) {
        this(directory, KEPT_BYTES);
    }

    /** @param most the heap that they may take, in bytes */
    RecentKeys(String directory, long most) {
        this.directory = directory;
        this.recent = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(most)
                .weigher((RegisteredKey key, Prepared prepared) ->
                        BYTES_MORE + prepared.identity().bytes())
                .build();
    }

    /** Who made a signature with a key, the same for logins that follow one another; null when its owner did not. */
    @Nullable Identity signer(RegisteredKey registered, NonceSignature signature) {
        Prepared known = recent.getIfPresent(registered);
        Prepared prepared = known == null ? prepare(registered) : known;
        if (!signature.isBy(prepared.verifier())) {
            return null;
        }
        if (known == null) {
            recent.put(registered, prepared);
        }
        return prepared.identity();
    }

    private Prepared prepare(RegisteredKey registered) {
        return new Prepared(
                Ed25519.fastest().verifier(registered.key()), registered.user().identity(directory));
    }

    /** How many are kept. */
    long size() {
        recent.cleanUp();
        return recent.estimatedSize();
    }

    /** Checks the signatures of a key, and who its owner is. */
    private record Prepared(Ed25519.Verifier verifier, Identity identity) {}
}

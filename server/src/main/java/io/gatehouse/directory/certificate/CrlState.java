package io.gatehouse.directory.certificate;

import org.jspecify.annotations.Nullable;

/**
 * The revocation lists that are in force.
 *
 * @param lists null where none are looked at
 * @param version larger than that of the ones before
 */
record CrlState(@Nullable RevocationLists lists, long version) {
    /** Without any yet. */
    static CrlState none() {
        return new CrlState(null, System.nanoTime());
    }

    /** Others in their place. */
    CrlState with(RevocationLists others) {
        return new CrlState(others, Math.max(version + 1, System.nanoTime()));
    }
}

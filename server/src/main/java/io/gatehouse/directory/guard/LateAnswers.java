package io.gatehouse.directory.guard;

import io.gatehouse.directory.cache.CredentialKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lookups that nobody waits for any more and that may be answered all the same. Such an answer counts as long as nobody has asked
 * again: what is asked later is answered by what the directory knows later.
 */
final class LateAnswers {
    private final ConcurrentMap<CredentialKey, Flight> awaited = new ConcurrentHashMap<>();

    /** The flight has ended without an answer. */
    void await(CredentialKey key, Flight flight) {
        awaited.put(key, flight);
    }

    /** The same is asked again. */
    void askedAgain(CredentialKey key) {
        awaited.remove(key);
    }

    /** Whether the answer of a flight that has ended still counts; it does once at most. */
    boolean counts(CredentialKey key, Flight flight) {
        return awaited.remove(key, flight);
    }
}

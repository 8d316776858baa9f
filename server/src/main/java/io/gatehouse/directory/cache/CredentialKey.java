package io.gatehouse.directory.cache;

/**
 * The key of a cached credential: the keyed hash of all login parts that a directory reads and of the lookup's version. It
 * cannot be turned back into a password.
 */
public record CredentialKey(long first, long second, long third, long fourth) {
    /** The hash is spread evenly already. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}

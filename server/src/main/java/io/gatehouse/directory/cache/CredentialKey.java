package io.gatehouse.directory.cache;

/**
 * A credential as it is remembered: the keyed hash of all that a directory reads, and of the version of what it
 * was compared with. It cannot be turned back into a password.
 */
public record CredentialKey(long first, long second, long third, long fourth) {
    /** The hash is spread evenly already. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}

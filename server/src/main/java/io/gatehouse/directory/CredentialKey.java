package io.gatehouse.directory;

/**
 * A credential as it is remembered: the keyed hash of all that a directory looks at, and of the generation of what it
 * was compared with. It cannot be turned back into a password.
 */
record CredentialKey(long first, long second, long third, long fourth) {
    /** The hash is spread evenly already. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}

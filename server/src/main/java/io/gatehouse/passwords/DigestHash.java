package io.gatehouse.passwords;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stored password, kept as a digest that costs next to nothing: for secrets that nobody can guess, and for passwords that are kept in
 * the clear anyway.
 */
abstract class DigestHash implements PasswordHash {
    private final String scheme;
    private final byte[] digest;

    DigestHash(String scheme, byte[] digest) {
        this.scheme = scheme;
        this.digest = digest;
    }

    /** The digest of a password that was given. */
    abstract byte[] digest(String password);

    /** The digest that is kept. */
    final byte[] digest() {
        return digest;
    }

    @Override
    public final boolean matches(String password) {
        return MessageDigest.isEqual(digest, digest(password));
    }

    @Override
    public final String scheme() {
        return scheme;
    }

    @Override
    public final boolean slow() {
        return false;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof DigestHash that
                && scheme.equals(that.scheme)
                && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public final String toString() {
        return scheme;
    }
}

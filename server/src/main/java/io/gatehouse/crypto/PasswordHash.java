package io.gatehouse.crypto;

/**
 * A stored password to check against: bcrypt, argon2id, or plain text. Never shown by {@code toString}; equal to what was
 * read from the same text.
 */
public interface PasswordHash {
    /**
     * Reads a stored password: {@code $2a$ $2b$ $2y$} is bcrypt, {@code $argon2id$} a PHC string, anything else plain.
     *
     * @throws IllegalArgumentException when it begins like a hash and is none, or its cost is out of bounds
     *     (bcrypt 4 to 16; argon2id at most 1 GiB, 16 passes, 16 lanes); the message does not repeat it
     */
    static PasswordHash parse(String stored) {
        if (Bcrypt.looksLike(stored)) {
            return Bcrypt.parse(stored);
        }
        return stored.startsWith(Argon2id.PREFIX) ? Argon2id.parse(stored) : new PlainPassword(stored);
    }

    /** Whether the password is the right one, in time that does not depend on where it differs. */
    boolean matches(String password);

    /** The algorithm and its cost, as {@code bcrypt(10)}, {@code argon2id(m=65536,t=3,p=1)} or {@code plain}. */
    String scheme();

    /** Whether a check takes milliseconds and so must not run on an I/O thread. */
    boolean slow();
}

package io.gatehouse.passwords;

/**
 * A stored password to check against: bcrypt, argon2id, or plain text. Never shown by {@code toString}; equal to what was
 * read from the same text.
 */
public interface PasswordHash {
    /** What stands before a plain password that looks like a hash or a reference. */
    String PLAIN_PREFIX = "plain:";

    /**
     * Reads a stored password: {@code $2a$ $2b$ $2y$} is bcrypt, {@code $argon2id$} a PHC string, each also after its
     * scheme's name in braces; {@code plain:} and a text is that text, and any other text is plain if it looks like neither
     * a hash nor a reference to a secret.
     *
     * @throws IllegalArgumentException when it is a damaged or an unknown hash, a reference that nobody replaced, or its
     *     cost is out of bounds (bcrypt 4 to 16; argon2id at most 1 GiB, 16 passes, 16 lanes); the message says what to do,
     *     and does not repeat it
     */
    static PasswordHash parse(String stored) {
        return PasswordFormats.parse(stored);
    }

    /** Whether the password is the right one, in time that does not depend on where it differs. */
    boolean matches(String password);

    /** The algorithm and its cost, as {@code bcrypt(10)}, {@code argon2id(m=65536,t=3,p=1)} or {@code plain}. */
    String scheme();

    /** Whether a check takes milliseconds and so must not run on an I/O thread. */
    boolean slow();

    /** The heap that one check takes while it runs, in bytes; 0 when that is next to nothing. */
    default long memory() {
        return 0;
    }

    /** A word for the log that says why no such password can ever match this hash; empty when it could. */
    default String misfit(String password) {
        return "";
    }
}

package io.gatehouse.passwords;

/** Makes new password hashes with a random salt. */
public final class PasswordHashing {
    private PasswordHashing() {}

    /** A {@code $2b$} hash; cost from 4 to 16, the logarithm of the rounds; a password of more than 72 bytes is refused. */
    public static String bcrypt(String password, int cost) {
        return Bcrypt.hash(password, cost);
    }

    /** A PHC string; memory in KiB, from 8 to 1,048,576; passes from 1 to 16; lanes from 1 to 16. */
    public static String argon2id(String password, int memoryKib, int passes, int lanes) {
        return Argon2id.hash(password, new Argon2id.Cost(memoryKib, passes, lanes));
    }
}

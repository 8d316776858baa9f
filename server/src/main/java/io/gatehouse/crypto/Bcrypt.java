package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/** A bcrypt hash as OpenBSD writes it: {@code $2b$10$}, 22 characters of salt, 31 of hash. */
final class Bcrypt implements PasswordHash {
    static final int MIN_COST = 4;
    static final int MAX_COST = 16;
    /** What bcrypt looks at: it ignores the rest of a longer password. */
    static final int MAX_PASSWORD_BYTES = 72;

    /** The last characters of salt and hash hold 2 and 4 bits: other values are texts that no bcrypt writes. */
    private static final Pattern FORMAT =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]");

    private final String stored;
    private final int cost;

    private Bcrypt(String stored, int cost) {
        this.stored = stored;
        this.cost = cost;
    }

    static boolean looksLike(String stored) {
        return stored.startsWith("$2a$") || stored.startsWith("$2b$") || stored.startsWith("$2y$");
    }

    static Bcrypt parse(String stored) {
        Matcher matcher = FORMAT.matcher(stored);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "begins like a bcrypt hash and is none: it should be $2b$, two digits, $, and 53 characters");
        }
        int cost = Integer.parseInt(matcher.group(1));
        return new Bcrypt(stored, checkCost(cost));
    }

    static String hash(String password, int cost) {
        checkCost(cost);
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (!fits(bytes)) {
            throw new IllegalArgumentException("bcrypt takes a password of at most " + MAX_PASSWORD_BYTES
                    + " bytes without NUL: shorten it, or use argon2id");
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", bytes, salt, cost);
    }

    /** A password that bcrypt would see only the beginning of never matches, and costs as much as another. */
    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean same = OpenBSDBCrypt.checkPassword(
                stored, bytes.length <= MAX_PASSWORD_BYTES ? bytes : Arrays.copyOf(bytes, MAX_PASSWORD_BYTES));
        return same && fits(bytes);
    }

    @Override
    public String scheme() {
        return "bcrypt(" + cost + ")";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bcrypt that && stored.equals(that.stored);
    }

    @Override
    public int hashCode() {
        return stored.hashCode();
    }

    @Override
    public String toString() {
        return scheme();
    }

    private static boolean fits(byte[] password) {
        boolean nul = false;
        for (byte octet : password) {
            nul |= octet == 0;
        }
        return !nul && password.length <= MAX_PASSWORD_BYTES;
    }

    private static int checkCost(int cost) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "the bcrypt cost must be from " + MIN_COST + " to " + MAX_COST + ", not " + cost);
        }
        return cost;
    }
}

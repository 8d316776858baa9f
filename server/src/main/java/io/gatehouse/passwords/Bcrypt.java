package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * A bcrypt hash as OpenBSD writes it: {@code $2b$10$}, 22 characters of salt, 31 of hash. Held as numbers, since a file
 * may have hundreds of thousands of them.
 */
final class Bcrypt implements PasswordHash {
    static final int MIN_COST = 4;
    static final int MAX_COST = 16;
    /** What bcrypt looks at: it ignores the rest of a longer password. */
    static final int MAX_PASSWORD_BYTES = 72;

    private static final int SALT_BYTES = 16;
    private static final int HASH_CHARACTERS = 31;

    private static final Pattern FORMAT =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
    /** The last character of the hash holds four bits of its six. */
    private static final Pattern LAST = Pattern.compile(".*[.CGKOSWaeimquy26]");

    private static final String[] SCHEMES = IntStream.rangeClosed(0, MAX_COST)
            .mapToObj(cost -> "bcrypt(" + cost + ")")
            .toArray(String[]::new);

    private final byte cost;
    private final long salt0;
    private final long salt1;
    private final long hash0;
    private final long hash1;
    private final long hash2;

    private Bcrypt(int cost, String salt, String hash) {
        this.cost = (byte) cost;
        // The last character of the salt holds two bits of its six: the others fall off here, as in nats-server.
        this.salt0 = bits(salt, 0);
        this.salt1 = bits(salt, 64);
        this.hash0 = bits(hash, 0);
        this.hash1 = bits(hash, 64);
        this.hash2 = bits(hash, 128);
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
        if (!LAST.matcher(stored).matches()) {
            throw new IllegalArgumentException("is a damaged bcrypt hash: its last character has unused bits set, which"
                    + " no bcrypt writes and no password matches; copy it again, or make a new one");
        }
        int cost = checkCost(Integer.parseInt(matcher.group(1)));
        return new Bcrypt(cost, matcher.group(2), matcher.group(3));
    }

    static String hash(String password, int cost) {
        checkCost(cost);
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (!misfit(bytes).isEmpty()) {
            throw new IllegalArgumentException("bcrypt takes a password of at most " + MAX_PASSWORD_BYTES
                    + " bytes without NUL: shorten it, or use argon2id");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", bytes, salt, cost);
    }

    /** A password that bcrypt would see only the beginning of never matches, and costs as much as another. */
    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] seen = bytes.length <= MAX_PASSWORD_BYTES ? bytes : Arrays.copyOf(bytes, MAX_PASSWORD_BYTES);
        String computed = OpenBSDBCrypt.generate("2b", seen, salt(), cost);
        String hash = computed.substring(computed.length() - HASH_CHARACTERS);
        long different = (bits(hash, 0) ^ hash0) | (bits(hash, 64) ^ hash1) | (bits(hash, 128) ^ hash2);
        return different == 0 && misfit(bytes).isEmpty();
    }

    @Override
    public String misfit(String password) {
        return misfit(password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String scheme() {
        return SCHEMES[cost];
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bcrypt that
                && cost == that.cost
                && salt0 == that.salt0
                && salt1 == that.salt1
                && hash0 == that.hash0
                && hash1 == that.hash1
                && hash2 == that.hash2;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash0);
    }

    @Override
    public String toString() {
        return scheme();
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        for (int i = 0; i < SALT_BYTES; i++) {
            salt[i] = (byte) ((i < 8 ? salt0 : salt1) >>> (56 - 8 * (i % 8)));
        }
        return salt;
    }

    /** Up to 64 bits of a text in bcrypt's base64, from the given bit on, the first one highest; zeros behind its whole bytes. */
    private static long bits(String text, int from) {
        long bits = 0;
        for (int i = from / 6; i < text.length() && 6 * i < from + Long.SIZE; i++) {
            int shift = Long.SIZE - 6 - (6 * i - from);
            long value = value(text.charAt(i));
            bits |= shift >= 0 ? value << shift : value >>> -shift;
        }
        int whole = text.length() * 6 / 8 * 8 - from;
        return whole >= Long.SIZE ? bits : bits & -1L << (Long.SIZE - whole);
    }

    /** The place of a character in bcrypt's alphabet: {@code ./}, A to Z, a to z, 0 to 9. */
    private static int value(char c) {
        if (c >= 'a') {
            return c - 'a' + 28;
        }
        if (c >= 'A') {
            return c - 'A' + 2;
        }
        return c >= '0' ? c - '0' + 54 : c - '.';
    }

    private static String misfit(byte[] password) {
        boolean nul = false;
        for (byte octet : password) {
            nul |= octet == 0;
        }
        if (password.length > MAX_PASSWORD_BYTES) {
            return "password_longer_than_" + MAX_PASSWORD_BYTES + "_bytes";
        }
        return nul ? "password_with_nul" : "";
    }

    private static int checkCost(int cost) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "the bcrypt cost must be from " + MIN_COST + " to " + MAX_COST + ", not " + cost);
        }
        return cost;
    }
}

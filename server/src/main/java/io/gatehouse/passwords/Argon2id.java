package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/** An argon2id hash as a PHC string: {@code $argon2id$v=19$m=65536,t=3,p=1$salt$hash}, in unpadded base64. */
final class Argon2id implements PasswordHash {
    static final String PREFIX = "$argon2id$";
    private static final Pattern FORMAT =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final String NO_BASE64 = "the salt or the hash of an argon2id hash is not base64";
    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2id(Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    static Argon2id parse(String stored) {
        Matcher matcher = FORMAT.matcher(stored);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("begins like an argon2id hash and is none: it should be "
                    + "$argon2id$v=19$m=...,t=...,p=...$salt$hash in base64 without padding");
        }
        Cost cost = new Cost(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        HashingMemory.require(cost.memoryKib);
        return new Argon2id(cost, base64(matcher.group(4)), base64(matcher.group(5)));
    }

    static String hash(String password, Cost cost) {
        HashingMemory.require(cost.memoryKib);
        byte[] salt = new byte[SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        byte[] hash = compute(password, cost, salt, HASH_LENGTH);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + "v=19$" + cost + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, compute(password, cost, salt, hash.length));
    }

    @Override
    public String scheme() {
        return "argon2id(" + cost + ")";
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public long memory() {
        return cost.memoryKib * 1024L;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Argon2id that
                && cost.equals(that.cost)
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return scheme();
    }

    private static byte[] compute(String password, Cost cost, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Decodes base64 without padding, and only the one text that the bytes have. */
    private static byte[] base64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NO_BASE64);
        }
        if (!Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException(NO_BASE64);
        }
        return bytes;
    }

    /** What one check costs: memory in KiB, passes over it, lanes. */
    record Cost(int memoryKib, int passes, int lanes) {
        Cost {
            check("memory in KiB", memoryKib, 8, 1 << 20);
            check("number of passes", passes, 1, 16);
            check("number of lanes", lanes, 1, 16);
            check("memory in KiB with so many lanes", memoryKib, 8 * lanes, 1 << 20);
        }

        @Override
        public String toString() {
            return "m=" + memoryKib + ",t=" + passes + ",p=" + lanes;
        }

        private static void check(String what, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(
                        "the argon2id " + what + " must be from " + min + " to " + max + ", not " + value);
            }
        }
    }
}

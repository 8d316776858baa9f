package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stored SHA-256 of an API token. One round is enough: a token's secret has more than 128 bits that were drawn at random, so
 * that nobody can try them all, however fast each try is.
 */
public final class TokenHash implements PasswordHash {
    private static final String PREFIX = "sha256:";
    private static final Pattern STORED = Pattern.compile("sha256:[0-9a-f]{64}");

    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    /** Of a token, to be stored. */
    public static TokenHash of(ApiToken token) {
        return new TokenHash(digest(token.text()));
    }

    /**
     * Reads a stored one: {@code sha256:} and 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static TokenHash parse(String stored) {
        if (!STORED.matcher(stored).matches()) {
            throw new IllegalArgumentException(
                    "must be sha256: and 64 hexadecimal digits in lower case, the SHA-256 of the whole token");
        }
        return new TokenHash(HexFormat.of().parseHex(stored.substring(PREFIX.length())));
    }

    /** As it is stored. */
    public String text() {
        return PREFIX + HexFormat.of().formatHex(digest);
    }

    @Override
    public boolean matches(String token) {
        return MessageDigest.isEqual(digest, digest(token));
    }

    @Override
    public String scheme() {
        return "sha256";
    }

    @Override
    public boolean slow() {
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return scheme();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The stored SHA-256 of an API token. One round is enough: a token's secret has more than 128 bits that were drawn at random, so
 * that nobody can try them all, however fast each try is.
 */
public final class TokenHash extends DigestHash {
    private static final String PREFIX = "sha256:";
    private static final Pattern STORED = Pattern.compile("sha256:[0-9a-f]{64}");

    private TokenHash(byte[] digest) {
        super("sha256", digest);
    }

    /** Of a token, to be stored. */
    public static TokenHash of(ApiToken token) {
        return new TokenHash(sha256(token.text()));
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
        return PREFIX + HexFormat.of().formatHex(digest());
    }

    @Override
    byte[] digest(String token) {
        return sha256(token);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

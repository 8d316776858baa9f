package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An API token: {@code gth_ID_SECRET}, where the id finds its record, and the secret ends with a checksum of all before it. It has
 * letters, digits and underscores alone, so that it can stand in a URL, and is marked as a whole by a double click.
 *
 * @param text the whole token, which is a secret
 */
public record ApiToken(String text) {
    /** What every token begins with: scanners for leaked secrets find it by that. */
    public static final String PREFIX = "gth_";

    /** The characters of an id, of 59 bits. */
    public static final int ID_LENGTH = 10;

    /** The characters of a secret without its checksum, of 130 bits. */
    static final int SECRET_LENGTH = 22;

    /** The characters of a CRC-32. */
    static final int CHECKSUM_LENGTH = 6;

    /** The characters of a token. */
    public static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_END = PREFIX.length() + ID_LENGTH;

    /** A new one. */
    public static ApiToken generate(SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
        append(random, ID_LENGTH, text);
        append(random, SECRET_LENGTH, text.append('_'));
        return new ApiToken(text.append(checksum(text)).toString());
    }

    /** Whether a text is meant to be a token, right or damaged. */
    public static boolean isMeant(@Nullable String text) {
        return text != null && text.startsWith(PREFIX);
    }

    /** The id in a text that is meant to be a token; null when there is none. */
    public static @Nullable String idIn(String text) {
        if (text.length() < ID_END) {
            return null;
        }
        String id = text.substring(PREFIX.length(), ID_END);
        return isId(id) ? id : null;
    }

    /** Whether a text that is meant to be a token is one as it was made: no character was changed, lost or added. */
    public static boolean isWhole(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(ID_END) != '_') {
            return false;
        }
        int checked = LENGTH - CHECKSUM_LENGTH;
        return isDigits(text, PREFIX.length(), ID_END)
                && isDigits(text, ID_END + 1, LENGTH)
                && text.substring(checked).equals(checksum(text.substring(0, checked)));
    }

    /** Whether a text can be the id of a token. */
    public static boolean isId(String text) {
        return text.length() == ID_LENGTH && isDigits(text, 0, ID_LENGTH);
    }

    /** What finds its record; no secret. */
    public String id() {
        return text.substring(PREFIX.length(), ID_END);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    private static void append(SecureRandom random, int length, StringBuilder to) {
        for (int i = 0; i < length; i++) {
            to.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
    }

    private static String checksum(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiToken[" + id() + "]";
    }
}

package io.gatehouse.directory.bucket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key of a user in a bucket. Letters, digits, dash, slash, underscore and dot of the name stand for themselves; every other
 * byte of its UTF-8 is written as {@code =} and two hexadecimal digits in capitals. So is a dot that is the first or the last
 * character or follows another dot, since no part of a subject may be empty, and an underscore that is the first, since such
 * keys are left to other uses. Each name has one key, and no two names have the same.
 */
public final class KvKey {
    /** The longest key, in characters: with what is around it, a line of the protocol has room for it. */
    static final int MAX_LENGTH = 2_048;

    private static final String HEX = "0123456789ABCDEF";
    private static final char ESCAPE = '=';

    private KvKey() {}

    /**
     * The key of a name.
     *
     * @throws IllegalArgumentException when the name can have none
     */
    public static String of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a user name must not be empty");
        }
        byte[] bytes = utf8(name);
        StringBuilder key = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            if (isPlain(bytes, i)) {
                key.append((char) bytes[i]);
            } else {
                key.append(ESCAPE).append(HEX.charAt((bytes[i] >> 4) & 0xf)).append(HEX.charAt(bytes[i] & 0xf));
            }
        }
        if (key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the user name is too long for a bucket: its key would have "
                    + key.length() + " characters, and may have " + MAX_LENGTH);
        }
        return key.toString();
    }

    /** The name that has this key; null when none has. */
    public static @Nullable String name(String key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != ESCAPE) {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < key.length() ? HEX.indexOf(key.charAt(i + 1)) : -1;
            int low = i + 2 < key.length() ? HEX.indexOf(key.charAt(i + 2)) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write((high << 4) | low);
            i += 2;
        }
        return canonical(bytes.toByteArray(), key);
    }

    /** One name in two spellings would be two users. */
    private static @Nullable String canonical(byte[] bytes, String key) {
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !name.isEmpty() && of(name).equals(key) ? name : null;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] utf8(String name) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the user name has half of a character in it", e);
        }
    }

    private static boolean isPlain(byte[] bytes, int i) {
        byte b = bytes[i];
        if (b == '.') {
            return i > 0 && i < bytes.length - 1 && bytes[i - 1] != '.';
        }
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '/'
                || (b == '_' && i > 0);
    }
}

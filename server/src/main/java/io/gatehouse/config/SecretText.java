package io.gatehouse.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a secret in a file, and what in a secret cannot be meant. No message repeats the secret. */
final class SecretText {
    private SecretText() {}

    /**
     * Decodes a file: UTF-8, without a byte order mark.
     *
     * @throws CharacterCodingException when it is not UTF-8
     */
    static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Without the one line end that editors and {@code echo} put behind a text; every other blank is the secret's own. */
    static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** What cannot be meant in a password or token, which nobody types; null when there is nothing. */
    static @Nullable String mistake(String secret) {
        if (secret.isEmpty()) {
            return "is empty; write the secret, or remove the key";
        }
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (Character.isISOControl(c) || c == '\ufeff') {
                return "has a " + name(c) + " as character " + (i + 1) + " of " + secret.length()
                        + "; write the secret without it";
            }
        }
        return null;
    }

    private static String name(char c) {
        String number = String.format("U+%04X", (int) c);
        return switch (c) {
            case '\t' -> "tab (" + number + ")";
            case '\n' -> "line feed (" + number + ")";
            case '\r' -> "carriage return (" + number + ")";
            case '\ufeff' -> "byte order mark (" + number + ")";
            default -> "control character (" + number + ")";
        };
    }
}

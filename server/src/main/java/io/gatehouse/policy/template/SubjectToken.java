package io.gatehouse.policy.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Texts as single tokens of a subject. The encoding is that of quoted-printable (RFC 2045) with fewer letters left as they
 * are: {@code A-Z a-z 0-9 - _}, but for a {@code _} at the beginning; each other byte of the text in UTF-8 becomes {@code =}
 * and two digits of base 16 in upper case, and the empty text a single {@code =}.
 */
public final class SubjectToken {
    private static final char ESCAPE = '=';
    private static final String DIGITS = "0123456789ABCDEF";

    private SubjectToken() {}

    /** Whether a text is one literal token, or with dots allowed, several. */
    public static boolean fits(String text, boolean allowDots) {
        return mistake(text, allowDots) == null;
    }

    /** The same of what {@code {{tag(x)}}} takes of the tag {@code x:value}; a tag without a value is taken by no template. */
    public static boolean tagFits(String tag, boolean allowDots) {
        int colon = tag.indexOf(':');
        return colon < 0 || fits(tag.substring(colon + 1), allowDots);
    }

    /** Why a text is not one literal token, as the end of a sentence about it; null when it is. */
    static @Nullable String mistake(String text) {
        return mistake(text, false);
    }

    private static @Nullable String mistake(String text, boolean allowDots) {
        if (text.isEmpty()) {
            return "is empty";
        }
        if (text.contains("{{") || text.contains("}}")) {
            return "holds braces of a template";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '>') {
                return "holds a wildcard";
            }
            if (c == '.' && !allowDots) {
                return "holds a dot";
            }
            if (isBlank(c)) {
                return "holds white space or a control character";
            }
        }
        return null;
    }

    /** Whether a subject that begins with this token may be one of nats-server's own or an inbox. */
    static boolean isReserved(String token) {
        return token.startsWith("$") || token.startsWith("_");
    }

    /** The token that stands for a text without unpaired surrogates, and for no other. */
    public static String encode(String text) {
        if (text.isEmpty()) {
            return Character.toString(ESCAPE);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder token = new StringBuilder(bytes.length + 8);
        for (int i = 0; i < bytes.length; i++) {
            append(token, bytes[i], i == 0);
        }
        return token.toString();
    }

    /** The text that a token stands for; null where it stands for none, or for the empty one. */
    public static @Nullable String decode(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c != ESCAPE) {
                bytes.write(c);
            } else if (i + 2 < token.length() && isHex(token.charAt(i + 1)) && isHex(token.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(token, i + 1, i + 3));
                i += 2;
            } else {
                return null;
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return encode(text).equals(token) ? text : null;
    }

    private static boolean isHex(char c) {
        return DIGITS.indexOf(c) >= 0;
    }

    /** A tag with its value encoded; a tag without a value is taken by no template, and stays as it is. */
    public static String encodeTag(String tag) {
        int colon = tag.indexOf(':');
        return colon < 0 ? tag : tag.substring(0, colon + 1) + encode(tag.substring(colon + 1));
    }

    private static void append(StringBuilder token, byte octet, boolean first) {
        if (isPlain(octet) && !(first && octet == '_')) {
            token.append((char) octet);
        } else {
            token.append(ESCAPE).append(DIGITS.charAt((octet >> 4) & 0xF)).append(DIGITS.charAt(octet & 0xF));
        }
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_';
    }

    private static boolean isBlank(char c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

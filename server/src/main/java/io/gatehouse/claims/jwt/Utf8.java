package io.gatehouse.claims.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that JSON holds nothing but Unicode characters: its bytes are well-formed UTF-8 (RFC 3629), and its escapes
 * name no half of a surrogate pair. The JSON parser takes overlong forms and lone halves, which other programs read in
 * other ways.
 */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';

    private Utf8() {}

    static boolean isWellFormedJson(byte[] json) {
        int at = 0;
        while (at < json.length) {
            if (at + 8 <= json.length && isPlain((long) LONG.get(json, at))) {
                at += 8;
                continue;
            }
            int next = skipCharacter(json, at);
            if (next < 0) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** Whether all eight bytes are ASCII and no backslash; it may err on the side of no. */
    private static boolean isPlain(long bytes) {
        long differences = bytes ^ BACKSLASHES;
        long backslashes = (differences - ONES) & ~differences;
        return ((bytes | backslashes) & HIGH_BITS) == 0;
    }

    /** Where the character or escape at a place ends, or -1 when it is none. */
    private static int skipCharacter(byte[] json, int at) {
        int first = json[at];
        if (first >= 0) {
            return first == '\\' ? skipEscape(json, at) : at + 1;
        }
        int second = continuation(json, at + 1);
        if (first >= (byte) 0xc2 && first <= (byte) 0xdf) {
            return second < 0 ? -1 : at + 2;
        }
        if (second < 0 || continuation(json, at + 2) < 0) {
            return -1;
        }
        if ((first & 0xf0) == 0xe0) {
            return isThreeBytes(first & 0xff, second) ? at + 3 : -1;
        }
        return isFourBytes(first & 0xff, second) && continuation(json, at + 3) >= 0 ? at + 4 : -1;
    }

    /** Neither overlong nor a surrogate. */
    private static boolean isThreeBytes(int first, int second) {
        return first == 0xe0 ? second >= 0xa0 : first != 0xed || second < 0xa0;
    }

    /** Neither overlong nor beyond U+10FFFF. */
    private static boolean isFourBytes(int first, int second) {
        return switch (first) {
            case 0xf0 -> second >= 0x90;
            case 0xf1, 0xf2, 0xf3 -> true;
            case 0xf4 -> second < 0x90;
            default -> false;
        };
    }

    private static int continuation(byte[] json, int at) {
        return at < json.length && (json[at] & 0xc0) == 0x80 ? json[at] & 0xff : -1;
    }

    private static int skipEscape(byte[] json, int at) {
        int unit = codeUnit(json, at);
        if (unit < 0) {
            // Not a \\u escape: the parser checks which one it is.
            return Math.min(at + 2, json.length);
        }
        if (!Character.isSurrogate((char) unit)) {
            return at + 6;
        }
        int next = codeUnit(json, at + 6);
        boolean pair = next >= 0 && Character.isSurrogatePair((char) unit, (char) next);
        return pair ? at + 12 : -1;
    }

    /** The UTF-16 unit that a {@code \\u} escape names, or -1 when there is no such escape. */
    private static int codeUnit(byte[] json, int at) {
        if (at + 6 > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }
}

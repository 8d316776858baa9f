package io.gatehouse.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one line after the other, in UTF-8, in an array that is used again. For one thread. */
final class LineBuffer {
    private static final int FIRST_BYTES = 1024;

    /** The longest number, with its sign. */
    private static final int NUMBER_BYTES = 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** What holds the line; the rest of it is of lines before. */
    byte[] array() {
        return bytes;
    }

    LineBuffer add(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A text of ASCII characters only. */
    LineBuffer add(String ascii) {
        return add(ascii, 0);
    }

    /**
     * A text of ASCII characters only, from one of them to the end. The form that is used is deprecated for texts that are not ASCII; no other
     * copies without an array in between.
     */
    @SuppressWarnings("deprecation")
    LineBuffer add(String ascii, int from) {
        int added = ascii.length() - from;
        reserve(added);
        ascii.getBytes(from, ascii.length(), bytes, length);
        length += added;
        return this;
    }

    /** Any text, which costs more. */
    LineBuffer encode(CharSequence text) {
        byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    LineBuffer add(long number) {
        reserve(NUMBER_BYTES);
        if (number < 0) {
            return add(Long.toString(number));
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
        length += digits;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

package io.gatehouse.audit.sink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of lines, in an array that grows and is used again. For one thread. */
public final class LineBuffer {
    private static final int FIRST_BYTES = 1024;

    /** The longest number, with its sign. */
    private static final int NUMBER_BYTES = 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    public void clear() {
        length = 0;
    }

    /** Leaves the first ones only. */
    void truncate(int first) {
        length = first;
    }

    public int length() {
        return length;
    }

    /** What holds them; the rest of it means nothing. */
    byte[] array() {
        return bytes;
    }

    public LineBuffer add(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A text of ASCII characters only. */
    public LineBuffer add(String ascii) {
        return add(ascii, 0);
    }

    /**
     * A text of ASCII characters only, from one of them to the end. The form that is used is deprecated for texts that are not ASCII; no other
     * copies without an array in between.
     */
    @SuppressWarnings("deprecation")
    public LineBuffer add(String ascii, int from) {
        int added = ascii.length() - from;
        reserve(added);
        ascii.getBytes(from, ascii.length(), bytes, length);
        length += added;
        return this;
    }

    /** Any text, which costs more. */
    public LineBuffer encode(CharSequence text) {
        byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
        return add(encoded, 0, encoded.length);
    }

    /** Bytes from one of them to before another. */
    LineBuffer add(byte[] from, int begin, int end) {
        reserve(end - begin);
        System.arraycopy(from, begin, bytes, length, end - begin);
        length += end - begin;
        return this;
    }

    public LineBuffer add(long number) {
        reserve(NUMBER_BYTES);
        if (number < 0) {
            return add(Long.toString(number));
        }
        int digits = digits(number);
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
        length += digits;
        return this;
    }

    /** How many digits a number has that is not below zero. */
    static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

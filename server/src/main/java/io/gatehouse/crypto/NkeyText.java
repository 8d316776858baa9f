package io.gatehouse.crypto;

import java.util.Arrays;

/** What public keys and seeds have in common: base32 of some bytes that end in their checksum, low byte first. */
final class NkeyText {
    private static final int CHECKSUM_LENGTH = 2;

    private NkeyText() {}

    /**
     * The bytes of a text, checksum included.
     *
     * @param what the thing expected, for the error
     * @throws NkeyException when the text is not the one that its bytes have; the bytes are wiped then
     */
    static byte[] decode(String text, String what, int textLength) {
        if (text.length() != textLength) {
            throw NkeyException.length(what, textLength, text.length());
        }
        byte[] bytes = new byte[textLength * 5 / 8];
        int wrong = Base32.decode(text, bytes);
        int content = bytes.length - CHECKSUM_LENGTH;
        int sum = (bytes[content] & 0xff) | ((bytes[content + 1] & 0xff) << 8);
        if (wrong < 0 && sum == Crc16.of(bytes, content)) {
            return bytes;
        }
        Arrays.fill(bytes, (byte) 0);
        throw wrong < 0 ? NkeyException.checksum(what) : NkeyException.alphabet(what, wrong);
    }

    /** The ASCII text of a prefix of one or two bytes and 32 bytes. */
    static byte[] encode(byte[] raw, byte... prefix) {
        int content = prefix.length + raw.length;
        byte[] bytes = Arrays.copyOf(prefix, content + CHECKSUM_LENGTH);
        System.arraycopy(raw, 0, bytes, prefix.length, raw.length);
        int crc = Crc16.of(bytes, content);
        bytes[content] = (byte) crc;
        bytes[content + 1] = (byte) (crc >> 8);
        byte[] text = Base32.encode(bytes);
        Arrays.fill(bytes, (byte) 0);
        return text;
    }
}

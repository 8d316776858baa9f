package io.gatehouse.crypto;

/** CRC-16/XMODEM (polynomial 0x1021, start 0), the checksum of nkeys. */
final class Crc16 {
    private static final char[] TABLE = table();

    private Crc16() {}

    /** The checksum of the first bytes of an array. */
    static int of(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc = ((crc << 8) & 0xffff) ^ TABLE[((crc >> 8) ^ bytes[i]) & 0xff];
        }
        return crc;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
            table[i] = (char) crc;
        }
        return table;
    }
}

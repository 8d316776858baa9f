package io.gatehouse.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Poly1305 authenticator (RFC 8439, section 2.5) of one message, in time that depends on its length only. Numbers
 * modulo 2^130 - 5 are held as limbs of 44, 44 and 42 bits, whose products the JVM computes with one 64-bit instruction
 * for the low half and one for the high.
 */
final class Poly1305 {
    static final int TAG_LENGTH = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MASK44 = (1L << 44) - 1;
    private static final long MASK42 = (1L << 42) - 1;
    /** The bit above a whole block of 16 bytes, in the highest limb. */
    private static final long WHOLE = 1L << 40;

    private final long r0;
    private final long r1;
    private final long r2;
    private final long padLow;
    private final long padHigh;
    private long h0;
    private long h1;
    private long h2;

    /** Takes the 32 bytes of a key as four little-endian numbers; a key is good for one message. */
    Poly1305(long key0, long key1, long key2, long key3) {
        r0 = key0 & 0xffc0fffffffL;
        r1 = ((key0 >>> 44) | (key1 << 20)) & 0xfffffc0ffffL;
        r2 = (key1 >>> 24) & 0x00ffffffc0fL;
        padLow = key2;
        padHigh = key3;
    }

    /** Takes the whole message in; to be called once. */
    void update(byte[] message, int offset, int length) {
        int whole = length & -TAG_LENGTH;
        blocks(message, offset, offset + whole);
        int rest = length - whole;
        if (rest > 0) {
            int middle = Math.min(rest, 8);
            long low = little(message, offset + whole, middle);
            long high = little(message, offset + whole + middle, rest - middle);
            // A one follows the last byte, where a whole block has it above its 16.
            block(rest < 8 ? low | 1L << (8 * rest) : low, rest < 8 ? 0 : high | 1L << (8 * (rest - 8)), 0);
        }
        reduce();
    }

    /** Writes the tag of 16 bytes, one by one: see {@code docs/decisions.md} about views of arrays that were just made. */
    void write(byte[] out, int offset) {
        long low = tagLow();
        long high = tagHigh();
        for (int i = 0; i < 8; i++) {
            out[offset + i] = (byte) (low >>> (8 * i));
            out[offset + 8 + i] = (byte) (high >>> (8 * i));
        }
    }

    /** Whether the tag equals the one at that offset. */
    boolean matches(byte[] bytes, int offset) {
        long differences =
                (tagLow() ^ (long) LONG.get(bytes, offset)) | (tagHigh() ^ (long) LONG.get(bytes, offset + 8));
        return differences == 0;
    }

    private void blocks(byte[] in, int from, int to) {
        for (int at = from; at < to; at += TAG_LENGTH) {
            block((long) LONG.get(in, at), (long) LONG.get(in, at + 8), WHOLE);
        }
    }

    /** Some bytes, 8 at most, as a little-endian number. */
    private static long little(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = number << 8 | (bytes[from + i] & 0xff);
        }
        return number;
    }

    /**
     * h = (h + block) * r. A product of two limbs is split at bit 44, its low part {@code a * b & MASK44} and its high part
     * {@code multiplyHigh(a << 10, b << 10)}, so that sums of either stay below 2^63.
     */
    private void block(long low, long high, long top) {
        long a = h0 + (low & MASK44);
        long b = h1 + (((low >>> 44) | (high << 20)) & MASK44);
        long c = h2 + ((high >>> 24) | top);
        long s1 = r1 * 20;
        long s2 = r2 * 20;
        long d0 = (a * r0 & MASK44) + (b * s2 & MASK44) + (c * s1 & MASK44);
        long d1 = (a * r1 & MASK44) + (b * r0 & MASK44) + (c * s2 & MASK44);
        long d2 = (a * r2 & MASK44) + (b * r1 & MASK44) + (c * r0 & MASK44);
        d1 += above(a, r0) + above(b, s2) + above(c, s1) + (d0 >>> 44);
        d2 += above(a, r1) + above(b, r0) + above(c, s2) + (d1 >>> 44);
        long e2 = above(a, r2) + above(b, r1) + above(c, r0);
        long first = (d0 & MASK44) + 5 * ((e2 << 2) + (d2 >>> 42));
        h0 = first & MASK44;
        h1 = (d1 & MASK44) + (first >>> 44);
        h2 = d2 & MASK42;
    }

    /** The product of two limbs without its lowest 44 bits. */
    private static long above(long one, long other) {
        return Math.multiplyHigh(one << 10, other << 10);
    }

    /** Carries twice round, then subtracts 2^130 - 5 if that leaves no less than nothing. */
    private void reduce() {
        carry();
        carry();
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        long keep = g2 >> 63;
        h0 = (h0 & keep) | (g0 & MASK44 & ~keep);
        h1 = (h1 & keep) | (g1 & MASK44 & ~keep);
        h2 = (h2 & keep) | (g2 & MASK42 & ~keep);
    }

    private void carry() {
        h1 += h0 >>> 44;
        h0 &= MASK44;
        h2 += h1 >>> 44;
        h1 &= MASK44;
        h0 += 5 * (h2 >>> 42);
        h2 &= MASK42;
    }

    private long tagLow() {
        return (h0 | (h1 << 44)) + padLow;
    }

    private long tagHigh() {
        long low = h0 | (h1 << 44);
        long carried = Long.compareUnsigned(low + padLow, low) < 0 ? 1 : 0;
        return ((h1 >>> 20) | (h2 << 24)) + padHigh + carried;
    }
}

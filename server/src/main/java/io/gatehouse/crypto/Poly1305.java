package io.gatehouse.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Poly1305 tag of one message (RFC 8439, section 2.5), in three limbs of 44, 44 and 42 bits. Bouncy Castle's goes wrong
 * once in a while after the just-in-time compiler has optimized it, on JDK 17 and on 25; see {@code docs/decisions.md}.
 * Takes the same time for every message of a length.
 */
final class Poly1305 {
    static final int KEY_LENGTH = 32;
    static final int TAG_LENGTH = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long MASK_44 = (1L << 44) - 1;
    private static final long MASK_42 = (1L << 42) - 1;
    /** 2 to the 128th, where the third limb has it: what is added to every whole block. */
    private static final long WHOLE = 1L << 40;

    private final long r0;
    private final long r1;
    private final long r2;
    /** What overflows 130 bits comes back times 5, and the limbs are 2 bits short of 132: times 20. */
    private final long s1;

    private final long s2;
    private long h0;
    private long h1;
    private long h2;

    private Poly1305(byte[] key) {
        long low = (long) LONG.get(key, 0);
        long high = (long) LONG.get(key, 8);
        r0 = low & 0xffc0fffffffL;
        r1 = ((low >>> 44) | (high << 20)) & 0xfffffc0ffffL;
        r2 = (high >>> 24) & 0x00ffffffc0fL;
        s1 = 20 * r1;
        s2 = 20 * r2;
    }

    /**
     * Writes the tag of {@code message[from, from + length)}.
     *
     * @param key 32 bytes, for this message only
     */
    static void tag(byte[] key, byte[] message, int from, int length, byte[] out, int at) {
        Poly1305 sum = new Poly1305(key);
        sum.add(message, from, length);
        sum.finish((long) LONG.get(key, 16), (long) LONG.get(key, 24), out, at);
    }

    private void add(byte[] message, int from, int length) {
        int whole = from + (length & -BLOCK);
        for (int at = from; at < whole; at += BLOCK) {
            add((long) LONG.get(message, at), (long) LONG.get(message, at + 8), WHOLE);
        }
        int rest = length & (BLOCK - 1);
        if (rest > 0) {
            byte[] last = new byte[BLOCK];
            System.arraycopy(message, whole, last, 0, rest);
            last[rest] = 1;
            add((long) LONG.get(last, 0), (long) LONG.get(last, 8), 0);
        }
    }

    /** Adds 16 bytes and multiplies by r, modulo 2^130 - 5, not fully reduced. */
    private void add(long low, long high, long top) {
        long a0 = h0 + (low & MASK_44);
        long a1 = h1 + (((low >>> 44) | (high << 20)) & MASK_44);
        long a2 = h2 + ((high >>> 24) | top);

        long low0 = low44(a0 * r0) + low44(a1 * s2) + low44(a2 * s1);
        long high0 = above44(a0, r0) + above44(a1, s2) + above44(a2, s1);
        long low1 = low44(a0 * r1) + low44(a1 * r0) + low44(a2 * s2);
        long high1 = above44(a0, r1) + above44(a1, r0) + above44(a2, s2);
        long low2 = low42(a0 * r2) + low42(a1 * r1) + low42(a2 * r0);
        long high2 = above42(a0, r2) + above42(a1, r1) + above42(a2, r0);

        low1 += high0 + (low0 >>> 44);
        low2 += high1 + (low1 >>> 44);
        long over = high2 + (low2 >>> 42);
        long first = (low0 & MASK_44) + 5 * over;
        h0 = first & MASK_44;
        h1 = (low1 & MASK_44) + (first >>> 44);
        h2 = low2 & MASK_42;
    }

    private static long low44(long product) {
        return product & MASK_44;
    }

    private static long low42(long product) {
        return product & MASK_42;
    }

    /** The product of two numbers, without its lowest 44 bits. */
    private static long above44(long one, long other) {
        return (Math.multiplyHigh(one, other) << 20) | ((one * other) >>> 44);
    }

    /** The product of two numbers, without its lowest 42 bits. */
    private static long above42(long one, long other) {
        return (Math.multiplyHigh(one, other) << 22) | ((one * other) >>> 42);
    }

    /** Reduces fully, adds the second half of the key modulo 2^128, and writes the result. */
    private void finish(long padLow, long padHigh, byte[] out, int at) {
        carry();
        carry();
        // What h would be less 2^130 - 5: it is taken, without a branch, unless it is negative.
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        long keep = g2 >> 63;
        long f0 = (h0 & keep) | (g0 & MASK_44 & ~keep);
        long f1 = (h1 & keep) | (g1 & MASK_44 & ~keep);
        long f2 = (h2 & keep) | (g2 & ~keep);

        long low = f0 | (f1 << 44);
        long high = (f1 >>> 20) | (f2 << 24);
        long sumLow = low + padLow;
        long carried = ((low & padLow) | ((low | padLow) & ~sumLow)) >>> 63;
        LONG.set(out, at, sumLow);
        LONG.set(out, at + 8, high + padHigh + carried);
    }

    private void carry() {
        h1 += h0 >>> 44;
        h0 &= MASK_44;
        h2 += h1 >>> 44;
        h1 &= MASK_44;
        h0 += 5 * (h2 >>> 42);
        h2 &= MASK_42;
        h1 += h0 >>> 44;
        h0 &= MASK_44;
    }
}

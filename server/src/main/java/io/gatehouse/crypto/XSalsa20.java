package io.gatehouse.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * The XSalsa20 key stream of one message as NaCl's secretbox uses it: the first 32 bytes are the Poly1305 key, the rest
 * hides the message. The core is Bouncy Castle's; only the framing is here, four bytes at a time instead of one.
 */
final class XSalsa20 {
    static final int NONCE_LENGTH = 24;
    static final int MAC_KEY_LENGTH = 32;

    private static final int ROUNDS = 20;
    private static final int BLOCK_LENGTH = 64;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] state;
    private final int[] block = new int[16];

    /** @param key 8 little-endian words, the result of {@link #hsalsa20} on the shared point */
    XSalsa20(int[] key, byte[] nonce, int offset) {
        state = initial(hsalsa20(key, nonce, offset), nonce, offset + 16, 2);
        next();
    }

    /** Derives a key of 8 words from a key and the 16 bytes at an offset. */
    static int[] hsalsa20(int[] key, byte[] input, int offset) {
        int[] state = initial(key, input, offset, 4);
        int[] mixed = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, state, mixed);
        int[] derived = new int[8];
        for (int i = 0; i < 4; i++) {
            derived[i] = mixed[5 * i] - state[5 * i];
            derived[i + 4] = mixed[i + 6] - state[i + 6];
        }
        return derived;
    }

    /** The little-endian words of 32 bytes. */
    static int[] words(byte[] bytes) {
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (int) INT.get(bytes, 4 * i);
        }
        return words;
    }

    /** The authenticator of this message; to be asked for first. */
    Poly1305 mac() {
        return new Poly1305(pair(0), pair(2), pair(4), pair(6));
    }

    private long pair(int word) {
        return (block[word] & 0xffffffffL) | ((long) block[word + 1] << 32);
    }

    /** Hides or reveals the whole message; may be called once. */
    void xor(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        int done = Math.min(length, BLOCK_LENGTH - MAC_KEY_LENGTH);
        xorBlock(MAC_KEY_LENGTH, in, inOffset, done, out, outOffset);
        while (done < length) {
            next();
            int part = Math.min(length - done, BLOCK_LENGTH);
            xorBlock(0, in, inOffset + done, part, out, outOffset + done);
            done += part;
        }
    }

    private void xorBlock(int start, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            INT.set(out, outOffset + i, (int) INT.get(in, inOffset + i) ^ block[(start + i) >> 2]);
        }
        for (int i = whole; i < length; i++) {
            int at = start + i;
            out[outOffset + i] = (byte) (in[inOffset + i] ^ (block[at >> 2] >> (8 * (at & 3))));
        }
    }

    /** Makes the next 64 bytes of key stream; the counter's high word is never reached by an array. */
    private void next() {
        Salsa20Engine.salsaCore(ROUNDS, state, block);
        state[8]++;
    }

    private static int[] initial(int[] key, byte[] input, int offset, int inputWords) {
        int[] state = new int[16];
        state[0] = 0x61707865;
        state[5] = 0x3320646e;
        state[10] = 0x79622d32;
        state[15] = 0x6b206574;
        System.arraycopy(key, 0, state, 1, 4);
        System.arraycopy(key, 4, state, 11, 4);
        for (int i = 0; i < inputWords; i++) {
            state[6 + i] = (int) INT.get(input, offset + 4 * i);
        }
        return state;
    }
}

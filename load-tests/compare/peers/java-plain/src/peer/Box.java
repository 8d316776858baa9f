package peer;

import io.nats.nkey.NKeyUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Pack;

/**
 * xkey boxes, {@code "xkv1" | nonce (24) | tag (16) | ciphertext}, which nkeys-java cannot make: NaCl's crypto_box out
 * of what Bouncy Castle has. The shared key is worked out for every box, as nkeys for Go does.
 */
final class Box {
    private static final byte[] VERSION = "xkv1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE = 24;
    private static final int TAG = 16;
    private static final int OVERHEAD = 4 + NONCE + TAG;
    private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private final byte[] ours;
    private final SecureRandom random = new SecureRandom();

    private Box(byte[] ours) {
        this.ours = ours;
    }

    /** A curve seed, {@code SX...}: two bytes of prefix, 32 of key, two of checksum. */
    static Box fromSeed(String seed) {
        return new Box(Arrays.copyOfRange(NKeyUtils.base32Decode(seed.strip().toCharArray()), 2, 34));
    }

    byte[] open(byte[] box, String peer) throws GeneralSecurityException {
        if (peer == null || box.length < OVERHEAD || !Arrays.equals(box, 0, 4, VERSION, 0, 4)) {
            throw new GeneralSecurityException("not an xkey box");
        }
        XSalsa20Engine cipher = cipher(peer, Arrays.copyOfRange(box, 4, 4 + NONCE));
        byte[] macKey = macKey(cipher);
        byte[] tag = tag(macKey, box, OVERHEAD, box.length - OVERHEAD);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(box, 4 + NONCE, OVERHEAD))) {
            throw new GeneralSecurityException("the box does not open");
        }
        byte[] message = new byte[box.length - OVERHEAD];
        cipher.processBytes(box, OVERHEAD, message.length, message, 0);
        return message;
    }

    byte[] seal(byte[] message, String peer) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        XSalsa20Engine cipher = cipher(peer, nonce);
        byte[] macKey = macKey(cipher);
        byte[] box = new byte[OVERHEAD + message.length];
        System.arraycopy(VERSION, 0, box, 0, 4);
        System.arraycopy(nonce, 0, box, 4, NONCE);
        cipher.processBytes(message, 0, message.length, box, OVERHEAD);
        System.arraycopy(tag(macKey, box, OVERHEAD, message.length), 0, box, 4 + NONCE, TAG);
        return box;
    }

    private XSalsa20Engine cipher(String peer, byte[] nonce) throws GeneralSecurityException {
        byte[] theirs = Arrays.copyOfRange(NKeyUtils.base32Decode(peer.toCharArray()), 1, 33);
        byte[] point = new byte[32];
        if (!X25519.calculateAgreement(ours, 0, theirs, 0, point, 0)) {
            throw new GeneralSecurityException("not an honest xkey");
        }
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(hsalsa20(point)), nonce));
        return cipher;
    }

    /** HSalsa20 with an input of zeros: Salsa20's core without its last addition. */
    private static byte[] hsalsa20(byte[] key) {
        int[] state = new int[16];
        for (int i = 0; i < 4; i++) {
            state[5 * i] = SIGMA[i];
            state[1 + i] = Pack.littleEndianToInt(key, 4 * i);
            state[11 + i] = Pack.littleEndianToInt(key, 16 + 4 * i);
        }
        int[] core = new int[16];
        Salsa20Engine.salsaCore(20, state, core);
        byte[] result = new byte[32];
        int at = 0;
        for (int word : new int[] {0, 5, 10, 15, 6, 7, 8, 9}) {
            Pack.intToLittleEndian(core[word] - state[word], result, at);
            at += 4;
        }
        return result;
    }

    private static byte[] macKey(XSalsa20Engine cipher) {
        byte[] key = new byte[32];
        cipher.processBytes(key, 0, key.length, key, 0);
        return key;
    }

    private static byte[] tag(byte[] key, byte[] bytes, int from, int length) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(key));
        mac.update(bytes, from, length);
        byte[] tag = new byte[TAG];
        mac.doFinal(tag, 0);
        return tag;
    }
}

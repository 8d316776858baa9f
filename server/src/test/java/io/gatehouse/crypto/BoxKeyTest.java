package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoxKeyTest {
    private final CurveKey ours = CurveKey.generate();
    private final CurveKey theirs = CurveKey.generate();
    private final BoxKey key = ours.boxKey(theirs.publicKey());

    static List<Vectors.Vector> boxes() {
        return Vectors.nkeys("boxes");
    }

    @ParameterizedTest
    @MethodSource("boxes")
    void opensWhatTheGoLibrarySealed(Vectors.Vector vector) {
        BoxKey opener =
                CurveKey.fromSeed(vector.text("toSeed")).boxKey(Nkey.parse(vector.text("fromPublic"), NkeyKind.CURVE));

        assertThat(opener.open(vector.base64("box"))).isEqualTo(vector.base64("message"));
    }

    @ParameterizedTest
    @MethodSource("boxes")
    void sealsWithTheSameNonceAsTheGoLibraryDid(Vectors.Vector vector) {
        BoxKey sealer =
                CurveKey.fromSeed(vector.text("fromSeed")).boxKey(Nkey.parse(vector.text("toPublic"), NkeyKind.CURVE));
        byte[] nonce = vector.hex("nonce");

        assertThat(sealer.seal(vector.base64("message"), nonce, 0)).isEqualTo(vector.base64("box"));
    }

    @Test
    void sealsAMessageWhereItLies() {
        byte[] box = new byte[BoxKey.OVERHEAD + 3];
        System.arraycopy(new byte[] {1, 2, 3}, 0, box, BoxKey.OVERHEAD, 3);

        key.sealInPlace(box);

        assertThat(key.open(box)).containsExactly(1, 2, 3);
    }

    @Test
    void opensABoxThatLiesAtTheEndOfAnArray() {
        byte[] box = key.seal(new byte[] {1, 2, 3});
        byte[] array = new byte[7 + box.length];
        System.arraycopy(box, 0, array, 7, box.length);

        assertThat(key.open(array, 7)).containsExactly(1, 2, 3);
        assertThat(key.open(array, 6)).isNull();
        assertThat(key.open(array, array.length)).isNull();
    }

    @Test
    void refusesEveryChangeOfOneBit() {
        byte[] box = key.seal(new byte[] {1, 2, 3, 4, 5});
        for (int bit = 0; bit < box.length * 8; bit++) {
            byte[] changed = box.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(key.open(changed)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void refusesEveryOtherLength() {
        byte[] box = key.seal(new byte[100]);
        for (int length = 0; length < box.length; length++) {
            assertThat(key.open(Arrays.copyOf(box, length))).isNull();
        }
        assertThat(key.open(Arrays.copyOf(box, box.length + 1))).isNull();
    }

    @Test
    void sealsWithAFreshNonceEachTime() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            nonces.add(HexFormat.of().formatHex(key.seal(new byte[0]), 4, 28));
        }
        assertThat(nonces).hasSize(1000);
    }

    @Test
    void isLongerThanItsMessageByTheOverhead() {
        assertThat(key.seal(new byte[0])).hasSize(BoxKey.OVERHEAD);
        assertThat(key.open(key.seal(new byte[0]))).isEmpty();
    }

    @Test
    void hidesWithTheKeyStreamOfBouncyCastle() {
        Random random = new Random(7);
        for (int length = 0; length < 300; length++) {
            byte[] secret = bytes(random, 32);
            byte[] nonce = bytes(random, 24);
            byte[] message = bytes(random, length);
            XSalsa20 stream = new XSalsa20(XSalsa20.words(secret), nonce, 0);
            Poly1305 mac = stream.mac();
            mac.update(message, 0, length);
            byte[] tag = new byte[Poly1305.TAG_LENGTH];
            mac.write(tag, 0);
            byte[] hidden = new byte[length + 3];
            stream.xor(message, 0, length, hidden, 3);

            byte[] expected = reference(secret, nonce, message);
            assertThat(tag).isEqualTo(referenceTag(expected, message));
            assertThat(Arrays.copyOfRange(hidden, 3, hidden.length))
                    .isEqualTo(Arrays.copyOfRange(expected, 32, expected.length));
        }
    }

    private static byte[] reference(byte[] secret, byte[] nonce, byte[] message) {
        XSalsa20Engine engine = new XSalsa20Engine();
        engine.init(true, new ParametersWithIV(new KeyParameter(secret), nonce));
        byte[] out = new byte[32 + message.length];
        engine.processBytes(new byte[32], 0, 32, out, 0);
        engine.processBytes(message, 0, message.length, out, 32);
        return out;
    }

    /** The key stream begins with the key of the tag. */
    private static byte[] referenceTag(byte[] keyStream, byte[] message) {
        org.bouncycastle.crypto.macs.Poly1305 mac = new org.bouncycastle.crypto.macs.Poly1305();
        mac.init(new KeyParameter(keyStream, 0, 32));
        mac.update(message, 0, message.length);
        byte[] tag = new byte[Poly1305.TAG_LENGTH];
        mac.doFinal(tag, 0);
        return tag;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

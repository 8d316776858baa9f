package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Poly1305Test {
    private static final BigInteger PRIME = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));

    @Test
    void makesTheTagOfTheStandardsExample() {
        byte[] key = hex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);

        assertThat(tag(key, message)).isEqualTo(hex("a8061dc1305136c6c22b8baf0c0127a9"));
    }

    /** RFC 8439, appendix A.3, examples 7 to 11: each wrong in one of the ways to carry too little. */
    @ParameterizedTest
    @CsvSource({
        "02000000000000000000000000000000, ffffffffffffffffffffffffffffffff, 03000000000000000000000000000000",
        "01000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000,"
                + " 05000000000000000000000000000000",
        "01000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101,"
                + " 00000000000000000000000000000000",
        "02000000000000000000000000000000, fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff",
        "01000000000000000400000000000000,"
                + " e33594d7505e43b900000000000000003394d7505e4379cd0100000000000000"
                + "0000000000000000000000000000000001000000000000000000000000000000,"
                + " 14000000000000005500000000000000"
    })
    void carriesAsTheStandardSays(String r, String message, String tag) {
        byte[] key = Arrays.copyOf(hex(r), 32);

        assertThat(reference(key, hex(message))).isEqualTo(hex(tag));
        assertThat(tag(key, hex(message))).isEqualTo(hex(tag));
    }

    @Test
    void agreesWithPlainArithmetic() {
        Random random = new Random(5);
        for (int i = 0; i < 30_000; i++) {
            byte[] key = extreme(random, 32);
            byte[] message = extreme(random, random.nextInt(100));

            assertThat(tag(key, message)).isEqualTo(reference(key, message));
        }
    }

    @Test
    void matchesNothingButTheTag() {
        byte[] key = extreme(new Random(6), 32);
        byte[] message = new byte[100];
        byte[] tag = tag(key, message);

        assertThat(mac(key, message).matches(tag, 0)).isTrue();
        for (int bit = 0; bit < 128; bit++) {
            byte[] other = tag.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(mac(key, message).matches(other, 0)).isFalse();
        }
    }

    private static byte[] tag(byte[] key, byte[] message) {
        byte[] tag = new byte[Poly1305.TAG_LENGTH + 1];
        mac(key, message).write(tag, 1);
        return Arrays.copyOfRange(tag, 1, tag.length);
    }

    private static Poly1305 mac(byte[] key, byte[] message) {
        ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        Poly1305 mac = new Poly1305(words.getLong(), words.getLong(), words.getLong(), words.getLong());
        byte[] moved = new byte[message.length + 5];
        System.arraycopy(message, 0, moved, 3, message.length);
        mac.update(moved, 3, message.length);
        return mac;
    }

    private static byte[] reference(byte[] key, byte[] message) {
        BigInteger clamp = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);
        BigInteger r = number(Arrays.copyOf(key, 16)).and(clamp);
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            byte[] block = Arrays.copyOfRange(message, at, Math.min(at + 16, message.length));
            BigInteger withTop = number(block).setBit(8 * block.length);
            sum = sum.add(withTop).multiply(r).mod(PRIME);
        }
        byte[] tag = sum.add(number(Arrays.copyOfRange(key, 16, 32))).toByteArray();
        byte[] little = new byte[16];
        for (int i = 0; i < 16 && i < tag.length; i++) {
            little[i] = tag[tag.length - 1 - i];
        }
        return little;
    }

    private static BigInteger number(byte[] little) {
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[i] = little[little.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    /** Bytes of which many are all ones or all zeros, where a carry that was forgotten shows. */
    private static byte[] extreme(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int at = 0; at < length; at += 4) {
            int kind = random.nextInt(4);
            if (kind < 2) {
                Arrays.fill(bytes, at, Math.min(at + 4, length), (byte) (kind - 1));
            }
        }
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}

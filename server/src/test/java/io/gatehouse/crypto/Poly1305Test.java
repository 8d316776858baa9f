package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held to the RFC's vectors, and to the definition in whole numbers. */
class Poly1305Test {
    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));

    @Test
    void theExampleOfTheRfc() {
        String key = "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b";
        byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);

        assertThat(tag(hex(key), message)).isEqualTo(hex("a8061dc1305136c6c22b8baf0c0127a9"));
    }

    /** RFC 8439, A.3, tests 7 to 11: what goes wrong where a carry is lost or the result is not reduced. */
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
                + " e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000000000000000000001000000000000000000000000000000,"
                + " 14000000000000005500000000000000"
    })
    void theHardCasesOfTheRfc(String r, String message, String expected) {
        assertThat(tag(Arrays.copyOf(hex(r), 32), hex(message))).isEqualTo(hex(expected));
    }

    @Test
    void addsTheSecondHalfOfTheKeyModulo2To128() {
        byte[] key = hex("02000000000000000000000000000000ffffffffffffffffffffffffffffffff");
        assertThat(tag(key, hex("02000000000000000000000000000000")))
                .isEqualTo(hex("03000000000000000000000000000000"));
    }

    /** So often that it is compiled, inlined and compiled again while it is compared. */
    @Test
    void isTheDefinition() {
        Random random = new Random(11);
        for (int round = 0; round < 30_000; round++) {
            byte[] key = bytes(random, 32);
            byte[] message = bytes(random, random.nextInt(round % 100 == 0 ? 2000 : 80));
            assertThat(tag(key, message)).as("round %s", round).isEqualTo(defined(key, message));
        }
    }

    @Test
    void takesAPartOfAnArray() {
        byte[] key = bytes(new Random(1), 32);
        byte[] message = bytes(new Random(2), 100);
        byte[] out = new byte[20];
        Poly1305.tag(key, message, 10, 50, out, 3);

        assertThat(Arrays.copyOfRange(out, 3, 19)).isEqualTo(defined(key, Arrays.copyOfRange(message, 10, 60)));
        assertThat(out[2] + out[19]).isZero();
    }

    private static byte[] tag(byte[] key, byte[] message) {
        byte[] tag = new byte[Poly1305.TAG_LENGTH];
        Poly1305.tag(key, message, 0, message.length, tag, 0);
        return tag;
    }

    private static byte[] defined(byte[] key, byte[] message) {
        BigInteger clamp = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);
        BigInteger r = number(key, 0, 16).and(clamp);
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            int length = Math.min(16, message.length - at);
            BigInteger block = number(message, at, length).add(BigInteger.ONE.shiftLeft(8 * length));
            sum = sum.add(block).multiply(r).mod(PRIME);
        }
        sum = sum.add(number(key, 16, 16));
        byte[] tag = new byte[16];
        for (int i = 0; i < tag.length; i++) {
            tag[i] = sum.shiftRight(8 * i).byteValue();
        }
        return tag;
    }

    private static BigInteger number(byte[] bytes, int from, int length) {
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < length; i++) {
            bigEndian[length - 1 - i] = bytes[from + i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (random.nextInt(4) == 0) {
            Arrays.fill(bytes, (byte) 0xff);
        }
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}

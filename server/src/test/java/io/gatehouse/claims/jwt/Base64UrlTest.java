package io.gatehouse.claims.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @Test
    void agreesWithTheJdkOnEveryLength() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(bytes);
            assertThat(encode(bytes)).isEqualTo(expected);
            assertThat(Base64Url.decode(expected, 0, expected.length)).isEqualTo(bytes);
        }
    }

    @Test
    void readsAndWritesWithinArrays() {
        byte[] text = "..QUJD..".getBytes(US_ASCII);
        assertThat(Base64Url.decode(text, 2, 6)).isEqualTo("ABC".getBytes(US_ASCII));
        byte[] target = "........".getBytes(US_ASCII);
        assertThat(Base64Url.encode("xABCx".getBytes(US_ASCII), 1, 4, target, 2))
                .isEqualTo(6);
        assertThat(target).isEqualTo(text);
    }

    @Test
    void takesNoCharacterOutsideTheAlphabetInAnyPlace() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int place = 0; place < 31; place++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] text = "A".repeat(31).getBytes(US_ASCII);
                text[place] = (byte) octet;
                boolean known = alphabet.indexOf(octet) >= 0;
                // The last of 31 characters holds two bits that must be zero.
                boolean canonical = place < 30 || "AEIMQUYcgkosw048".indexOf(octet) >= 0;
                assertThat(Base64Url.decode(text, 0, 31) != null)
                        .as("octet %d at %d", octet, place)
                        .isEqualTo(known && canonical);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "AAAAA", "QQ==", "QUI=", "QUJD====", "QR", "Qf", "QUJDQR", "QUJ", "QU J", "QUJD\n", "+/+/"})
    void refusesWhatIsNotCanonical(String text) {
        assertThat(Base64Url.decode(text.getBytes(US_ASCII), 0, text.length())).isNull();
    }

    private static byte[] encode(byte[] bytes) {
        byte[] text = new byte[Base64Url.encodedLength(bytes.length)];
        assertThat(Base64Url.encode(bytes, 0, bytes.length, text, 0)).isEqualTo(text.length);
        return text;
    }
}

package io.gatehouse.claims.jwt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void takesEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0xd800 || c > 0xdfff) {
                assertThat(Utf8.isWellFormedJson(Character.toString(c).getBytes(UTF_8)))
                        .as("U+%04X", c)
                        .isTrue();
            }
        }
    }

    @Test
    void agreesWithTheJdkOnRandomBytes() {
        Random random = new Random(1);
        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] |= (byte) 0x80;
            }
            assertThat(Utf8.isWellFormedJson(bytes)).as("%s", (Object) bytes).isEqualTo(isUtf8(bytes));
        }
    }

    /** The text stands at every place of the eight bytes that are looked at together. */
    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\udd11", "\\u0041", "\\\\ud83d", "\\uD83D\\uDD11", "\\n", "\\\\\\\\u", "\\ue000"})
    void takesWholeEscapes(String text) {
        for (int place = 0; place < 17; place++) {
            assertThat(Utf8.isWellFormedJson(at(place, text)))
                    .as("at %d", place)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud83d",
                "\\udd11",
                "\\udd11\\ud83d",
                "\\ud83d\\ud83d",
                "\\ud83dx",
                "\\ud83d\\n",
                "\\ud83d\\u0041",
                "\\\\\\ud83d",
                "\u00c0\u0080",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00ff",
                "\u00e2\u0082"
            })
    void refusesHalvesAndOtherBytes(String bytes) {
        for (int place = 0; place < 17; place++) {
            assertThat(Utf8.isWellFormedJson(at(place, bytes)))
                    .as("at %d", place)
                    .isFalse();
        }
    }

    private static byte[] at(int place, String bytes) {
        return ("x".repeat(place) + bytes + "\"").getBytes(ISO_8859_1);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

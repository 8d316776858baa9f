package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.nkey.NKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NkeyTest {
    private static final String USER = "UBZTA5N63CR3FSLMYCISACKZSGZ6BVITVH4EGGCFQ5SMWG7IY2IZ7JFY";

    static List<Vectors.Vector> keys() {
        return Vectors.nkeys("keys");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsWhatTheGoLibraryWrote(Vectors.Vector vector) {
        Nkey key = Nkey.parse(vector.text("public"));

        assertThat(key.kind()).isEqualTo(NkeyKind.valueOf(vector.text("kind")));
        assertThat(key.raw()).isEqualTo(vector.hex("rawPublic"));
        assertThat(key.text())
                .isEqualTo(vector.text("public"))
                .startsWith(String.valueOf(key.kind().letter()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void writesWhatTheGoLibraryWrote(Vectors.Vector vector) {
        byte[] raw = vector.hex("rawPublic");

        assertThat(Nkey.of(NkeyKind.valueOf(vector.text("kind")), raw)).isEqualTo(Nkey.parse(vector.text("public")));
    }

    @ParameterizedTest
    @EnumSource(value = NkeyKind.class, names = "CURVE", mode = EnumSource.Mode.EXCLUDE)
    void agreesWithTheJavaLibrary(NkeyKind kind) throws Exception {
        SigningKey key = SigningKey.generate(kind);
        NKey theirs = NKey.fromSeed(key.seed().toCharArray());

        assertThat(key.publicKey().text()).isEqualTo(new String(theirs.getPublicKey()));
        assertThat(new String(theirs.getSeed())).isEqualTo(key.seed());
    }

    @Test
    void refusesEveryChangeOfOneCharacter() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        for (int i = 0; i < USER.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char c = alphabet.charAt(j);
                String changed = USER.substring(0, i) + c + USER.substring(i + 1);
                if (c != USER.charAt(i)) {
                    assertThatThrownBy(() -> Nkey.parse(changed)).isInstanceOf(NkeyException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "U", USER + "A", USER + "=", " " + USER, USER + "\n"})
    void refusesAnotherLength(String text) {
        assertThatThrownBy(() -> Nkey.parse(text))
                .isInstanceOf(NkeyException.class)
                .hasMessage("not a public nkey: it should be 56 long and is " + text.length());
    }

    @ParameterizedTest
    @ValueSource(chars = {'u', '0', '1', '8', '9', '=', ' ', '-', '\0', '\u0141', '\uff35'})
    void refusesCharactersOutsideTheAlphabet(char c) {
        String text = USER.substring(0, 55) + c;

        assertThatThrownBy(() -> Nkey.parse(text))
                .hasMessage("not a public nkey: character 56 is none that can stand there (A-Z, 2-7)");
    }

    @Test
    void refusesAPrefixOfNoKind() {
        byte[] bytes = new byte[35];
        bytes[0] = (byte) 0xf8;
        int crc = Crc16.of(bytes, 33);
        bytes[33] = (byte) crc;
        bytes[34] = (byte) (crc >> 8);
        String text = new String(Base32.encode(bytes), java.nio.charset.StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Nkey.parse(text)).hasMessageContaining("no known kind");
    }

    @Test
    void refusesAnotherKindThanExpected() {
        assertThat(Nkey.parse(USER, NkeyKind.USER).kind()).isEqualTo(NkeyKind.USER);
        assertThatThrownBy(() -> Nkey.parse(USER, NkeyKind.SERVER))
                .hasMessage("an nkey of kind SERVER (N...) is needed here, not USER (U...)");
    }

    @Test
    void equalsByText() {
        assertThat(Nkey.parse(USER)).isEqualTo(Nkey.parse(USER)).hasSameHashCodeAs(Nkey.parse(USER));
        assertThat(Nkey.parse(USER))
                .isNotEqualTo(SigningKey.generate(NkeyKind.USER).publicKey());
    }

    @Test
    void computesTheChecksumOfTheXmodemStandard() {
        assertThat(Crc16.of("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 9))
                .isEqualTo(0x31c3);
    }
}

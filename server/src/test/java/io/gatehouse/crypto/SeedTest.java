package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeedTest {
    private static final String SEED = "SUAEJP6YQ6ZR26GQBXUEKIZNXI3AFW3IJXO2PBBNAHRZ5JDX5U3QDRVGFU";

    static List<Vectors.Vector> keys() {
        return Vectors.nkeys("keys");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsAndWritesWhatTheGoLibraryWrote(Vectors.Vector vector) {
        NkeyKind kind = NkeyKind.valueOf(vector.text("kind"));
        byte[] raw = vector.hex("rawSeed");

        Seed seed = Seed.parse("\n  " + vector.text("seed") + " \r\n");

        assertThat(seed.kind()).isEqualTo(kind);
        assertThat(seed.raw()).isEqualTo(raw);
        assertThat(Seed.text(kind, raw)).isEqualTo(vector.text("seed"));
    }

    @Test
    void refusesEveryChangeOfOneCharacterWithoutRepeatingIt() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567a1= \u00e9";
        for (int i = 0; i < SEED.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char c = alphabet.charAt(j);
                String changed = SEED.substring(0, i) + c + SEED.substring(i + 1);
                if (c != SEED.charAt(i)) {
                    assertThatThrownBy(() -> Seed.parse(changed))
                            .isInstanceOf(NkeyException.class)
                            .hasMessageNotContaining(SEED.substring(20, 30));
                }
            }
        }
    }

    @Test
    void refusesBitsLeftOverAtTheEnd() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        char last = SEED.charAt(57);
        assertThat(alphabet.indexOf(last) % 4).isZero();
        String changed = SEED.substring(0, 57) + alphabet.charAt(alphabet.indexOf(last) + 1);

        assertThatThrownBy(() -> Seed.parse(changed)).hasMessageContaining("character 58 is none");
    }

    @Test
    void refusesAPublicKey() {
        String publicKey = SigningKey.fromSeed(SEED).publicKey().text();

        assertThatThrownBy(() -> Seed.parse(publicKey)).hasMessage("not an nkey seed: it should be 58 long and is 56");
    }

    @Test
    void refusesWhatDoesNotBeginWithSOrIsOfNoKind() {
        assertThatThrownBy(() -> Seed.parse(withPrefix(0x98, 0))).hasMessageContaining("does not begin with S");
        assertThatThrownBy(() -> Seed.parse(withPrefix(0x90 | 7, 0xf8))).hasMessageContaining("no known kind");
        assertThatThrownBy(() -> Seed.parse(withPrefix(0x90, 1))).hasMessageContaining("no known kind");
    }

    private static String withPrefix(int first, int second) {
        byte[] bytes = new byte[36];
        bytes[0] = (byte) first;
        bytes[1] = (byte) second;
        int crc = Crc16.of(bytes, 34);
        bytes[34] = (byte) crc;
        bytes[35] = (byte) (crc >> 8);
        return new String(Base32.encode(bytes), java.nio.charset.StandardCharsets.US_ASCII);
    }
}

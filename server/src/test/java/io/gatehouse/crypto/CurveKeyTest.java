package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurveKeyTest {
    static List<Vectors.Vector> keys() {
        return Vectors.nkeys("keys").stream()
                .filter(vector -> vector.text("kind").equals("CURVE"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsWhatTheGoLibraryWrote(Vectors.Vector vector) {
        CurveKey key = CurveKey.fromSeed(vector.text("seed"));

        assertThat(key.publicKey().text()).isEqualTo(vector.text("public"));
        assertThat(key.seed()).isEqualTo(vector.text("seed"));
    }

    @Test
    void refusesSigningSeedsWithoutRepeatingThem() {
        String seed = SigningKey.generate(NkeyKind.USER).seed();

        assertThatThrownBy(() -> CurveKey.fromSeed(seed))
                .isInstanceOf(NkeyException.class)
                .hasMessage("a curve seed (SX...) is needed here, not a signing seed (SU...)");
    }

    @Test
    void refusesAPeerOfAnotherKind() {
        Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();

        assertThatThrownBy(() -> CurveKey.generate().boxKey(user))
                .isInstanceOf(NkeyException.class)
                .hasMessageContaining("kind CURVE");
    }

    /** The points of order 1, 2, 4 and 8 in every form that fits 32 bytes: a shared secret with them is all zero. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void refusesPointsOfLowOrder(String point) {
        Nkey peer = Nkey.of(NkeyKind.CURVE, HexFormat.of().parseHex(point));

        assertThatThrownBy(() -> CurveKey.generate().boxKey(peer))
                .isInstanceOf(NkeyException.class)
                .hasMessageContaining("low order");
    }

    @Test
    void agreesWithItsPeer() {
        CurveKey ours = CurveKey.generate();
        CurveKey theirs = CurveKey.generate();
        byte[] message = "alice".getBytes(StandardCharsets.UTF_8);

        byte[] box = theirs.boxKey(ours.publicKey()).seal(message);

        assertThat(ours.boxKey(theirs.publicKey()).open(box)).isEqualTo(message);
        assertThat(CurveKey.generate().boxKey(theirs.publicKey()).open(box)).isNull();
    }

    @Test
    void showsOnlyThePublicKey() {
        CurveKey key = CurveKey.generate();

        assertThat(key).hasToString(key.publicKey().text());
        assertThat(key.boxKey(CurveKey.generate().publicKey()).toString()).matches("BoxKey\\[peer=X[A-Z2-7]{55}]");
    }
}

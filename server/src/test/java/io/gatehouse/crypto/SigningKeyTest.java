package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
    static List<Vectors.Vector> keys() {
        return Vectors.nkeys("keys").stream()
                .filter(vector -> vector.has("signatureBase64"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signsAsTheGoLibraryDoes(Vectors.Vector vector) {
        SigningKey key = SigningKey.fromSeed(vector.text("seed"));
        byte[] message = vector.base64("message");

        assertThat(key.publicKey().text()).isEqualTo(vector.text("public"));
        assertThat(key.seed()).isEqualTo(vector.text("seed"));
        assertThat(key.sign(message, 0, message.length)).isEqualTo(vector.base64("signature"));
    }

    @Test
    void signsAPartOfAnArray() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        byte[] signature = key.sign(new byte[] {1, 2, 3, 4}, 1, 2);

        assertThat(Ed25519.fastest().verify(key.publicKey(), new byte[] {2, 3}, 0, 2, signature))
                .isTrue();
        assertThat(Ed25519.fastest().verify(key.publicKey(), new byte[] {1, 2}, 0, 2, signature))
                .isFalse();
    }

    @Test
    void makesAnotherKeyEachTime() {
        assertThat(SigningKey.generate(NkeyKind.USER).seed())
                .isNotEqualTo(SigningKey.generate(NkeyKind.USER).seed());
    }

    @Test
    void refusesCurveKeys() {
        String seed = CurveKey.generate().seed();

        assertThatThrownBy(() -> SigningKey.fromSeed(seed))
                .isInstanceOf(NkeyException.class)
                .hasMessageContaining("cannot sign")
                .hasMessageNotContaining(seed);
        assertThatThrownBy(() -> SigningKey.generate(NkeyKind.CURVE)).isInstanceOf(NkeyException.class);
    }

    @Test
    void showsOnlyThePublicKey() {
        SigningKey key = SigningKey.generate(NkeyKind.OPERATOR);

        assertThat(key).hasToString(key.publicKey().text());
    }
}

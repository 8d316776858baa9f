package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
    static List<Map<String, String>> keys() {
        return Vectors.nkeys("keys").stream()
                .filter(vector -> vector.containsKey("signatureBase64"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signsAsTheGoLibraryDoes(Map<String, String> vector) {
        SigningKey key = SigningKey.fromSeed(vector.get("seed"));
        byte[] message = Base64.getDecoder().decode(vector.get("messageBase64"));

        assertThat(key.publicKey().text()).isEqualTo(vector.get("public"));
        assertThat(key.seed()).isEqualTo(vector.get("seed"));
        assertThat(key.sign(message, 0, message.length))
                .isEqualTo(Base64.getDecoder().decode(vector.get("signatureBase64")));
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

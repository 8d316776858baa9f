package io.gatehouse.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairsTest {
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void knowsItsOwn(String algorithm) throws GeneralSecurityException {
        KeyPair one = pair(algorithm);
        KeyPair other = pair(algorithm);

        assertThat(KeyPairs.belongTogether(one.getPublic(), one.getPrivate())).isTrue();
        assertThat(KeyPairs.belongTogether(one.getPublic(), other.getPrivate())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void knowsThoseOfOtherKinds(String algorithm) throws GeneralSecurityException {
        KeyPair one = pair(algorithm);
        KeyPair other = pair(algorithm.equals("EC") ? "RSA" : "EC");

        assertThat(KeyPairs.belongTogether(one.getPublic(), other.getPrivate())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 384})
    void knowsThoseOfOtherSizes(int size) throws GeneralSecurityException {
        String algorithm = size < 1024 ? "EC" : "RSA";
        KeyPairGenerator sized = KeyPairGenerator.getInstance(algorithm);
        sized.initialize(size);
        KeyPairGenerator another = KeyPairGenerator.getInstance(algorithm);
        another.initialize(size < 1024 ? 256 : 5120 - size);

        assertThat(KeyPairs.belongTogether(
                        sized.generateKeyPair().getPublic(),
                        another.generateKeyPair().getPrivate()))
                .isFalse();
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }
}

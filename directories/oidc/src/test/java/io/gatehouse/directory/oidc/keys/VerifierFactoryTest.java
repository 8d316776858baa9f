package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.crypto.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures of every algorithm, by the native library where it runs, and by the JDK alone. */
class VerifierFactoryTest {
    static Stream<Arguments> algorithms() {
        return Arrays.stream(SigningAlgorithm.values())
                .flatMap(algorithm -> Stream.of(Ed25519.fastest().provider(), null)
                        .map(provider -> Arguments.of(algorithm, provider)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void verifiesWhatTheKeyHasSigned(SigningAlgorithm algorithm, @Nullable Provider provider) throws Exception {
        TestKey key = TestKey.generate(algorithm, "one");
        SignatureVerifier verifier = new VerifierFactory(provider, Ed25519.fastest()).of(key.jwk(), algorithm);
        byte[] signed = "a token's header.and its claims".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = new Base64URL(key.sign("a token's header.and its claims")).decode();

        assertThat(verifier.verify(signed, signature)).isTrue();
        assertThat(verifier.verify(signed, new byte[0])).isFalse();
        assertThat(verifier.verify(signed, new byte[signature.length])).isFalse();
        assertThat(verifier.verify(signed, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(verifier.verify(new byte[0], signature)).isFalse();
        signature[signature.length / 2] ^= 1;
        assertThat(verifier.verify(signed, signature)).isFalse();
    }
}

package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a provider answers, there are keys that can be used, or it is said that there are none. */
class JwksFuzzTest {
    @FuzzTest
    void read(byte[] json) {
        try {
            IssuerKeys keys = TestKeys.reader().read(json);

            assertThat(keys.keys()).isNotEmpty().hasSizeLessThanOrEqualTo(JwksReader.MOST_KEYS);
            assertThat(keys.areThoseOf(keys)).isTrue();
            for (IssuerKey key : keys.keys()) {
                key.verifiers()
                        .values()
                        .forEach(verifier ->
                                assertThat(verifier.verify(json, new byte[64])).isFalse());
            }
        } catch (ProviderException e) {
            assertThat(e).hasMessageStartingWith("its key set ");
        }
    }
}

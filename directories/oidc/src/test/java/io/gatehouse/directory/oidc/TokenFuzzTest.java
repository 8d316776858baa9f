package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.policy.text.UserText;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Whatever somebody sends as a token, it is taken apart without an error, and lets nobody in whom the issuer has not signed. */
class TokenFuzzTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final IssuerKeys KEYS = TestKeys.keys(KEY);
    private static final ClaimMappings MAPPINGS = new ClaimMappings(
            new MappedClaim("sub", ""), new MappedClaim("realm_access.roles", ""), Map.of("scope", "scope"));
    private static final TokenVerifier VERIFIER = new TokenVerifier(
            "sso", TestIssuers.settings(TestToken.ISSUER, MAPPINGS, List.of()), InstantSource.system());

    /** The text as it comes. */
    @FuzzTest
    void text(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        UnverifiedToken token = UnverifiedToken.parse(text);

        assertThat(token == null || UnverifiedToken.isMeant(text)).isTrue();
        if (token != null) {
            assertThat(VERIFIER.result(token, KEYS) instanceof LookupResult.Found)
                    .isFalse();
        }
    }

    /** The claims, behind a header that is good and with a signature that is. */
    @FuzzTest
    void claims(byte[] claims) {
        String header = TestToken.of(KEY).unsigned().replaceFirst("\\..*", "");
        String signed = header + "." + Base64URL.encode(claims);
        UnverifiedToken token = UnverifiedToken.parse(signed + "." + KEY.sign(signed));

        if (token != null && VERIFIER.result(token, KEYS) instanceof LookupResult.Found found) {
            assertThat(UserText.isClean(found.identity().name())).isTrue();
            assertThat(found.identity().groups()).allMatch(UserText::isClean);
            assertThat(found.validity().until()).isNotNull();
        }
    }
}

package io.gatehouse.claims.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtIssuerTest {
    private static final SigningKey USER = SigningKey.generate(NkeyKind.USER);

    private static String jwt(String claims) {
        return "eyJ0eXAiOiJKV1QifQ." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
                + ".c2ln";
    }

    private static boolean isOf(String jwt, String issuer) {
        return JwtIssuer.is(jwt, JwtIssuer.find(jwt), issuer);
    }

    @Test
    void thatOfCredentialsIsFoundWhereverItBegins() {
        for (int i = 0; i < 12; i++) {
            SigningKey signer = SigningKey.generate(NkeyKind.ACCOUNT);
            String other = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
            UserClaims claims = UserClaims.of("s".repeat(i + 1), null, UserClaims.Body.sentinel(false));
            String jwt = UserToken.issue(claims, signer, USER.publicKey(), (long) Math.pow(10, i), 0);
            assertThat(isOf(jwt, signer.publicKey().text())).isTrue();
            assertThat(isOf(jwt, other)).isFalse();
        }
    }

    @Test
    void itIsTheWholeText() {
        String jwt = jwt("{\"iat\":1,\"iss\":\"ABC\"}");

        assertThat(isOf(jwt, "ABC")).isTrue();
        assertThat(isOf(jwt, "AB")).isFalse();
        assertThat(isOf(jwt, "ABCD")).isFalse();
    }

    /** Within a text quotes are escaped, so that nobody's name is taken for the issuer. */
    @Test
    void noTextIsTakenForIt() {
        assertThat(isOf(jwt("{\"aud\":\"\\\"iss\\\":\\\"ABC\\\"\",\"iss\":\"DEF\"}"), "ABC"))
                .isFalse();
        assertThat(isOf(jwt("{\"aud\":\"\\\"iss\\\":\\\"ABC\\\"\",\"iss\":\"DEF\"}"), "DEF"))
                .isTrue();
        assertThat(isOf(jwt("{\"x\":\"\"\"iss\":\"ABC\"}"), "ABC")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.", "a.b", "a.!!!!.c", "a.eyJpc3MiOiJB", "a.ééééééé.c", "not a JWT"})
    void whatIsNoJwtHasNone(String text) {
        assertThat(isOf(text, "ABC")).isFalse();
    }

    @Test
    void itIsLookedForNearTheBeginningOnly() {
        String far = jwt("{\"aud\":\"" + "a".repeat(600) + "\",\"iss\":\"ABC\"}");

        assertThat(JwtIssuer.find(far)).isEqualTo(-1);
    }
}

package io.gatehouse.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseJwtTest {
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
    private final Nkey server = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private final ResponseJwt responses = new ResponseJwt(issuer, null);

    @Test
    void aGrantCarriesTheUserJwtAndNoError() throws ClaimsException {
        byte[] jwt = responses.granted(user, server, "eyJ.eyJ.sig".getBytes(StandardCharsets.US_ASCII), 10);
        assertThat(JsonTree.claims(jwt))
                .isEqualTo(Map.of(
                        "iss", issuer.publicKey().text(),
                        "nats", Map.of("type", "authorization_response", "version", 2L, "jwt", "eyJ.eyJ.sig"),
                        "sub", user.text(),
                        "aud", server.text(),
                        "iat", 10L));
    }

    @Test
    void aDenialCarriesTheErrorWhateverIsInIt() throws ClaimsException {
        String error = "bad \"credentials\"\\\n\u0000é🔑";
        byte[] jwt = responses.denied(user, server, error, 10);
        assertThat(JsonTree.claims(jwt).get("nats"))
                .isEqualTo(Map.of("type", "authorization_response", "version", 2L, "error", error));
    }

    @Test
    void theLengthOfAGrantIsKnownBeforeItIsSigned() {
        Nkey account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
        for (ResponseJwt response : List.of(responses, new ResponseJwt(issuer, account))) {
            for (int length = 0; length < 10; length++) {
                byte[] userJwt = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
                for (long now : new long[] {0, 9, 10, 1_790_000_000, 99_999_999_999L}) {
                    assertThat(response.grantedLength(length, now))
                            .isEqualTo(response.granted(user, server, userJwt, now).length);
                }
            }
        }
    }

    @Test
    void aSigningKeyNamesItsAccount() throws ClaimsException {
        Nkey account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
        byte[] jwt = new ResponseJwt(issuer, account).denied(user, server, "no", 10);
        assertThat(JsonTree.claims(jwt).get("nats"))
                .isEqualTo(Map.of(
                        "type",
                        "authorization_response",
                        "version",
                        2L,
                        "issuer_account",
                        account.text(),
                        "error",
                        "no"));
    }

    @Test
    void leavesRoomBeforeItForABox() {
        byte[] userJwt = "eyJ.eyJ.sig".getBytes(StandardCharsets.US_ASCII);

        assertThat(responses.granted(user, server, userJwt, 10, 44))
                .startsWith(new byte[44])
                .endsWith(responses.granted(user, server, userJwt, 10))
                .hasSize(44 + responses.granted(user, server, userJwt, 10).length);
        assertThat(responses.denied(user, server, "no", 10, 44))
                .startsWith(new byte[44])
                .endsWith(responses.denied(user, server, "no", 10))
                .hasSize(44 + responses.denied(user, server, "no", 10).length);
    }

    @Test
    void nothingOfALongerResponseIsLeftInAShorterOne() throws ClaimsException {
        byte[] longer = responses.granted(user, server, new byte[5_000], 10);
        assertThat(longer).hasSizeGreaterThan(5_000);

        assertThat(JsonTree.claims(responses.denied(user, server, "no", 10)).get("nats"))
                .isEqualTo(Map.of("type", "authorization_response", "version", 2L, "error", "no"));
    }

    @Test
    void aDenialWithoutReasonIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> responses.denied(user, server, "", 10));
    }
}

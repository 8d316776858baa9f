package io.gatehouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@NeedsTool("oidc-provider")
class OidcProviderIT {
    @Test
    void givesTokensThatItHasSigned() throws Exception {
        try (OidcProvider provider = OidcProvider.start("EdDSA", Duration.ofMinutes(5))) {
            String[] token = provider.token("alice").split("\\.", -1);
            String header = new String(Base64.getUrlDecoder().decode(token[0]), StandardCharsets.UTF_8);
            String claims = new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8);

            assertThat(header).contains("\"alg\":\"EdDSA\"");
            assertThat(claims).contains("\"iss\":\"" + provider.issuer() + "\"", "\"sub\":\"alice\"", "\"staff\"");
            assertThat(provider.keyRequests()).isZero();
            provider.rotate();
            assertThat(provider.token("alice")).doesNotStartWith(token[0] + ".");
        }
    }
}

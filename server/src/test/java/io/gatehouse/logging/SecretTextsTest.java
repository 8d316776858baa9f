package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.passwords.ApiToken;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretTextsTest {
    private static final String SEED = "SU" + "A2".repeat(28);

    private final ApiToken token = ApiToken.generate(new SecureRandom());

    @Test
    void ofATokenTheIdIsLeft() {
        assertThat(SecretTexts.hidden(token.text())).isEqualTo("gth_" + token.id() + "_…");
        String cutOff = token.text().substring(0, ApiToken.LENGTH - 8);
        assertThat(SecretTexts.hidden("token " + cutOff + ".")).isEqualTo("token gth_" + token.id() + "_…");
        String broken = token.text().substring(0, 20) + " " + token.text().substring(20);
        assertThat(SecretTexts.hidden(broken)).isEqualTo("gth_" + token.id() + "_…");
    }

    @Test
    void ofASeedTheKindIsLeft() {
        assertThat(SecretTexts.hidden(SEED)).isEqualTo("SU…");
        assertThat(SecretTexts.hidden(SEED + ":" + SEED)).isEqualTo("SU…:SU…");
        assertThat(SecretTexts.hidden(SEED.substring(0, SEED.length() - 1))).isEqualTo("SU…");
    }

    @Test
    void whatIsNoSecretStays() {
        String key = SigningKey.generate(NkeyKind.USER).publicKey().toString();
        assertThat(SecretTexts.hidden(key)).isEqualTo(key);
        assertThat(SecretTexts.hidden("anna")).isEqualTo("anna");
        assertThat(SecretTexts.hidden("SANFRANCISCOOFFICEROUTER")).isEqualTo("SANFRANCISCOOFFICEROUTER");
        assertThat(SecretTexts.hidden("gth_" + token.id())).isEqualTo("gth_" + token.id());
    }
}

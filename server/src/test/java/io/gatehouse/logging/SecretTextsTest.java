package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.passwords.ApiToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextsTest {
    private static final String SEED = "SU" + "A2".repeat(28);

    private final ApiToken token = new ApiToken("gth_0123456789_ABCDEFGHIJKLMNOPQRSTUV26W95c");

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
    void ofAJwtTheBeginningIsLeft() {
        String jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";
        assertThat(SecretTexts.hidden(jwt)).isEqualTo("eyJ…");
        assertThat(SecretTexts.hidden("jwt-" + jwt + " end")).isEqualTo("jwt-eyJ… end");
        assertThat(SecretTexts.hidden(jwt.substring(0, jwt.lastIndexOf('.')))).isEqualTo("eyJ…");
        assertThat(SecretTexts.hidden("a.b." + jwt)).isEqualTo("a.b.eyJ…");
    }

    @Test
    void whatStandsBeforeAJwtIsHiddenAsWell() {
        String jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";
        assertThat(SecretTexts.hidden(token.text() + "-" + jwt)).isEqualTo("gth_" + token.id() + "_…");
        assertThat(SecretTexts.hidden(SEED + "-" + jwt)).isEqualTo("SU…-eyJ…");
    }

    /** A client chooses what it is called, and each of these texts was searched again from each of its parts. */
    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "eyJaaaaaaaa", "eyJaaaaaaaa.", "SU", "SUA", "gth_", "gth_0123456789", "a."})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongTextIsSearchedOnce(String part) {
        assertThat(SecretTexts.hidden(part.repeat(1_000_000 / part.length()))).isNotEmpty();
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

package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is either a whole token or none, and what is told of its id fits it. */
class ApiTokenFuzzTest {
    @FuzzTest
    void parse(FuzzedDataProvider data) {
        String text = (data.consumeBoolean() ? ApiToken.PREFIX : "") + data.consumeRemainingAsString();
        String id = ApiToken.idIn(text);
        assertThat(id == null || ApiToken.isId(id)).isTrue();
        if (ApiToken.isWhole(text)) {
            assertThat(text).hasSize(ApiToken.LENGTH).matches("[0-9A-Za-z_]+");
            assertThat(ApiToken.isMeant(text)).isTrue();
            assertThat(id).isEqualTo(text.substring(4, 14));
        }
    }
}

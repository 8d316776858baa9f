package io.gatehouse.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Any text has one form, which is a name as good as the text, and is reached from each of its equivalents. */
class NameFormFuzzTest {
    @FuzzTest
    void of(FuzzedDataProvider data) {
        String name = data.consumeRemainingAsString();
        String form = NameForm.LOWER.of(name);

        assertThat(NameForm.LOWER.of(form)).isEqualTo(form);
        assertThat(NameForm.LOWER.of(Normalizer.normalize(name, Form.NFD))).isEqualTo(form);
        assertThat(NameForm.LOWER.of(Normalizer.normalize(name, Form.NFC))).isEqualTo(form);
        assertThat(form.isBlank()).isEqualTo(name.isBlank());
        assertThat(!UserText.isClean(name) || UserText.isClean(form)).isTrue();
        assertThat(form.chars()).noneMatch(c -> c >= 'A' && c <= 'Z');
    }
}

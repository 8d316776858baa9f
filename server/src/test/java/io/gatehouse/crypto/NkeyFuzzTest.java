package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever the text: it is refused as an nkey, or it is the one text of the key that was read. */
class NkeyFuzzTest {
    @FuzzTest
    void publicKeys(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Nkey key = Nkey.parse(text);
            assertThat(Nkey.of(key.kind(), key.raw()).text()).isEqualTo(text);
        } catch (NkeyException e) {
            assertThat(text.length() > 20 && e.toString().contains(text)).isFalse();
        }
    }

    @FuzzTest
    void seeds(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Seed seed = Seed.parse(text);
            assertThat(Seed.text(seed.kind(), seed.raw())).isEqualTo(text.strip());
        } catch (NkeyException e) {
            assertThat(text.length() > 20 && e.toString().contains(text)).isFalse();
        }
    }
}

package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @Test
    void readUnits() {
        assertThat(Sizes.parse("7B")).isEqualTo(7);
        assertThat(Sizes.parse("64KiB")).isEqualTo(65_536);
        assertThat(Sizes.parse("32MiB")).isEqualTo(33_554_432);
        assertThat(Sizes.parse("16GiB")).isEqualTo(16L << 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32", "32MB", "32 MiB", "-1B", "1.5GiB", "9999999999B", "32mib"})
    void areNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sizes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1B", "1023B", "64KiB", "1025KiB", "32MiB", "16GiB"})
    void areWrittenAsTheyAreRead(String text) {
        assertThat(Sizes.format(Sizes.parse(text))).isEqualTo(text);
    }
}

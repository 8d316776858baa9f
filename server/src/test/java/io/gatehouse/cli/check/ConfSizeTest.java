package io.gatehouse.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "64k, 64000",
        "64KB, 65536",
        "64ki, 65536",
        "1MiB, 1048576",
        "8mb, 8388608",
        "2m, 2000000"
    })
    void isReadAsNatsServerReadsIt(String text, long bytes) {
        assertThat(ConfSize.parse(text)).isEqualTo(bytes);
    }

    @Test
    void isNoneOtherwise() {
        assertThat(ConfSize.parse("much")).isNull();
        assertThat(ConfSize.parse("-1")).isNull();
    }
}

package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolVersionTest {
    @ParameterizedTest
    @CsvSource({
        "nats-server: v2.15.1, 2.15.1",
        "nats-server: v2.11.0-dev, 2.11.0",
        "go1.26.8, 1.26.8",
        "go 1.25, 1.25.0",
        "nsc version 2.12.2, 2.12.2"
    })
    void findsTheVersionInWhatAProgramSays(String said, String version) {
        assertThat(ToolVersion.in(said)).map(ToolVersion::toString).hasValue(version);
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(ToolVersion.in("version unknown")).isEmpty();
    }

    @Test
    void comparesNumbersAndNotText() {
        assertThat(ToolVersion.of("2.10").isAtLeast(ToolVersion.of("2.9.25"))).isTrue();
        assertThat(ToolVersion.of("2.9.25").isAtLeast(ToolVersion.of("2.10"))).isFalse();
        assertThat(ToolVersion.of("2.10.0").isAtLeast(ToolVersion.of("2.10"))).isTrue();
    }
}

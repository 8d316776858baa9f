package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "nats-server: v2.15.1, 2.15.1",
        "nats-server: v2.11.0-dev, 2.11.0",
        "go1.26.8, 1.26.8",
        "go 1.25, 1.25.0",
        "nsc version 2.12.2, 2.12.2"
    })
    void findsTheVersionInWhatAProgramSays(String said, String version) {
        assertThat(Version.in(said)).map(Version::toString).hasValue(version);
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(Version.in("version unknown")).isEmpty();
    }

    @Test
    void comparesNumbersAndNotText() {
        assertThat(Version.of("2.10").isAtLeast(Version.of("2.9.25"))).isTrue();
        assertThat(Version.of("2.9.25").isAtLeast(Version.of("2.10"))).isFalse();
        assertThat(Version.of("2.10.0").isAtLeast(Version.of("2.10"))).isTrue();
    }
}

package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "2.10.29, false",
        "2.12.4, false",
        "2.14.9, false",
        "2.14.10, true",
        "2.14.11-RC.1, true",
        "2.15.0, false",
        "2.15.2, false",
        "2.15.3, true",
        "2.16.0-dev, true",
        "3.0.0, true",
        "1.4.1, false"
    })
    void enforcesLimitsFromSomePatchesOn(String version, boolean enforced) {
        assertThat(ServerVersion.of(version).enforcesLimits()).isEqualTo(enforced);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.1, false",
        "2.9.25, false",
        "2.10.29, false",
        "2.11.15, false",
        "2.11.16, true",
        "2.12.6, false",
        "2.12.7, true",
        "2.14.0, true",
        "2.15.3, true",
        "3.0.0, true"
    })
    void deniesWhatOverlapsFromSomePatchesOn(String version, boolean denied) {
        assertThat(ServerVersion.of(version).deniesWhatOverlaps()).isEqualTo(denied);
    }

    @Test
    void isUnknownInAnotherForm() {
        assertThat(ServerVersion.parse("main")).isNull();
    }
}

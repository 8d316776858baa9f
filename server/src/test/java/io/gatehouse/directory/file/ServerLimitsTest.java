package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLimitsTest {
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
    void areEnforcedByNewerServers(String version, boolean enforced) {
        assertThat(ServerLimits.enforcedBy(version)).isEqualTo(enforced);
    }

    @Test
    void areUnknownOfAnotherKindOfVersion() {
        assertThat(ServerLimits.enforcedBy("main")).isNull();
    }
}

package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void saysTheSameOfTheSamePlaceOnce() {
        Problems problems = new Problems();
        Where where = new Where(Where.Layer.FILE, "gatehouse.yaml:3:8", Path.of("."));
        problems.add(where, "cache.ttl", "is wrong");
        problems.add(where, "cache.ttl", "is wrong");
        problems.add(where, "cache.ttl", "is too long");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "gatehouse.yaml:3:8: cache.ttl: is wrong",
                                "gatehouse.yaml:3:8: cache.ttl: is too long"));
    }
}

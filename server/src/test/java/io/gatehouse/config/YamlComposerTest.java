package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlComposerTest {
    @Test
    void whatIsNestedTooDeeplyIsAMistakeInTheFile() {
        for (String opening : new String[] {"[", "{a: ", "- "}) {
            assertThatThrownBy(() -> YamlComposer.compose("g.yaml", "a: " + opening.repeat(200_000)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("g.yaml");
        }
    }

    @Test
    void anEmptyTextHasNoNodes() {
        assertThat(YamlComposer.compose("g.yaml", "")).isEmpty();
    }
}

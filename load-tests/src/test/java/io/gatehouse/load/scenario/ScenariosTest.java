package io.gatehouse.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.rig.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScenariosTest {
    @Test
    void areFoundByTheirNames() {
        assertThat(Scenarios.named("overload-warm")).containsExactly(Scenarios.OVERLOAD_WARM);
        assertThat(Scenarios.named("all")).containsExactly(Scenarios.values());
    }

    @Test
    void areListedWhenOneIsNotThere() {
        assertThatThrownBy(() -> Scenarios.named("overload"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("overload-warm")
                .hasMessageContaining("cold-start");
    }

    @ParameterizedTest
    @EnumSource
    void haveACommandEach(Scenarios scenario) {
        assertThat(Repository.ours().root().resolve("load-tests/scenarios").resolve(scenario.words()))
                .isExecutable()
                .content()
                .contains("load scenario " + scenario.words() + " ");
        assertThat(scenario.make()).isNotSameAs(scenario.make());
    }
}

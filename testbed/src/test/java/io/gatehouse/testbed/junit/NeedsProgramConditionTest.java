package io.gatehouse.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class NeedsProgramConditionTest {
    @Test
    void runsTestsWhoseProgramsAreHere() {
        assertThat(condition(false).decide(List.of("curl")).isDisabled()).isFalse();
    }

    @Test
    void leavesTestsOutAndSaysHowToGetTheProgram() {
        ConditionEvaluationResult result = condition(false).decide(List.of("curl", "openssl"));

        assertThat(result.isDisabled()).isTrue();
        String reason = result.getReason().orElseThrow();
        assertThat(reason).endsWith("apt-get install openssl");
        assertThat(SkipReason.command(reason)).contains("openssl");
    }

    @Test
    void failsInCi() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> condition(true).decide(List.of("openssl")))
                .withMessageContaining("apt-get install openssl");
    }

    private static NeedsProgramCondition condition(boolean inCi) {
        return new NeedsProgramCondition("curl"::equals, inCi);
    }
}

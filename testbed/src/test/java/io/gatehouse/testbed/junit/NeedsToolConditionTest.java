package io.gatehouse.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.testbed.tools.MissingTools;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class NeedsToolConditionTest {
    @Test
    void runsTestsWhoseProgramsAreHere() {
        assertThat(condition(false).decide(List.of("nats-server", "nats")).isDisabled())
                .isFalse();
    }

    @Test
    void leavesTestsOutAndSaysHowToGetTheProgram() {
        ConditionEvaluationResult result = condition(false).decide(List.of("nats-server", "nsc"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow())
                .startsWith("Left out, for it needs nsc: ")
                .contains("set GATEHOUSE_NSC to its file");
    }

    @Test
    void knowsProgramsOfTheOperatingSystem() {
        assertThat(condition(false).decide(List.of("curl", "openssl")).isDisabled())
                .isFalse();
        assertThat(ToolSpec.named("curl").remedy()).startsWith("Install curl so that it is on the PATH");
    }

    @Test
    void failsInCi() {
        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(() -> condition(true).decide(List.of("nsc")));
    }

    @Test
    void refusesAProgramThatNobodyKnows() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> condition(false).decide(List.of("nets")))
                .withMessageStartingWith("Unknown tool 'nets'; known are: nats-server, nsc, nats, ");
    }

    private static NeedsToolCondition condition(boolean inCi) {
        return new NeedsToolCondition(NeedsToolConditionTest::seek, inCi);
    }

    private static void seek(ToolSpec spec) {
        if (spec.equals(ToolSpec.NSC)) {
            throw MissingTools.of(spec);
        }
    }
}

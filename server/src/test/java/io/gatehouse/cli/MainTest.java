package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path dir;

    private Cli cli = new Cli(Path.of("."));

    @BeforeEach
    void start() {
        cli = new Cli(dir);
    }

    @Test
    void helpTeachesTheCommandsAndTheFirstSteps() {
        assertThat(cli.run("--help")).isZero();
        assertThat(cli.out())
                .contains("Usage: gatehouse", "Commands:", "run", "init", "check", "hash", "demo")
                .contains("First steps:", "gatehouse init nats", "Exit codes: 0 all is well, 1 it failed, 2")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "check", "hash", "demo"})
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(cli.run(command, "--help")).isZero();
        assertThat(cli.out()).contains("Usage: gatehouse " + command, "Examples:", "gatehouse " + command + " ");
        assertThat(cli.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void versionTellsTheJdkToo() {
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).containsPattern("Gatehouse \\S+").contains("JDK " + Runtime.version());
    }

    @Test
    void aMissingCommandIsAMistakeOfUsage() {
        assertThat(cli.run()).isEqualTo(2);
        assertThat(cli.err()).contains("a command is missing", "Usage: gatehouse");
    }

    @Test
    void anUnknownOptionIsAMistakeOfUsage() {
        assertThat(cli.run("run", "--confg", "x")).isEqualTo(2);
        assertThat(cli.err()).contains("--confg", "--config");
    }

    @Test
    void aConfigurationThatCannotBeUsedFailsInWords() {
        assertThat(cli.run("run", "-c", "no.yaml")).isEqualTo(1);
        assertThat(cli.err()).contains("no.yaml: no such file").doesNotContain("Exception", "\tat ");
    }

    @Test
    void anUnknownKeyFailsInWords() {
        assertThat(cli.run("run", "--set", "calout.budget=1s")).isEqualTo(1);
        assertThat(cli.err()).contains("unknown key calout.budget; did you mean callout.budget?");
    }
}

package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsCommandTest {
    private static CommandRun run(String... arguments) {
        return CommandRun.of(new ClientsCommand(), List.of(arguments));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--clients=0|--clients is 0",
                "--users=0|--users is 0",
                "--connect-rate=0|--connect-rate is 0",
                "--connect-window=0|--connect-window is 0",
                "--policy=nats.py|'nats.py' is none of nats.go, jnats and nats.js",
                "--max-reconnects=-2|below -1",
                "--connect-timeout=0s|the connect timeout is not over 0",
                "--hold=5|'5' is not a duration",
                "--user-pattern=%s%s|--user-pattern '%s%s'",
                "--storm|--restart, or --kill-pid with --start",
                "--expect=lost_for_good==0|names no figure"
            })
    void anOptionThatCannotBeUsedIsNamed(String option, String words) {
        CommandRun run = run("--server=nats://127.0.0.1:1", option);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @Test
    void aServerIsNeeded() {
        assertThat(run().err()).contains("--server");
    }

    @Test
    void restartAndKillAreNotGivenTogether() {
        CommandRun run = run("--server=127.0.0.1", "--storm", "--restart=true", "--kill-pid=1", "--start=true");

        assertThat(run.err()).contains("either --restart, or --kill-pid with --start");
    }

    @Test
    void filesThatAreNotThereAreNamed() {
        assertThat(run("--server=127.0.0.1:1", "--credentials=/nowhere/users").err())
                .contains("--credentials /nowhere/users cannot be read");
        assertThat(run("--server=127.0.0.1:1", "--sentinel=/nowhere/sentinel.creds")
                        .err())
                .contains("--sentinel /nowhere/sentinel.creds cannot be read");
    }

    @Test
    void figuresOfTheStormCanBeExpectedOnlyWithOne() {
        assertThat(ClientsRun.figures(false)).contains("logged_in").doesNotContain("storm.back");
        assertThat(ClientsRun.figures(true)).contains("logged_in", "storm.back", "cpu_share", "storm.series[].logins");
    }
}

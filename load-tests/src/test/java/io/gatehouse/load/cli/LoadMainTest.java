package io.gatehouse.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadMainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "|say how the load is shaped",
                "--rate 10 --storm 5|say how the load is shaped",
                "--rate 0|--rate must be more than 0",
                "--rate fast|Invalid value for option '--rate'",
                "--rate 1 --duration 5|'5' is not a duration such as 500ms",
                "--rate 1 --requests 5|--requests is for --concurrency",
                "--concurrency 1 --requests 5 --round 6|--round must be from 1 to --requests",
                "--steps 1,0|--steps are from 0 to 1000",
                "--steps 1 --capacity much|--capacity must be a number or auto, not 'much'",
                "--storm 1 --give-up 0|--give-up must be from 1 to 100",
                "--rate 1 --budget 3000000h|--budget must be at most 2h",
                "--rate 1 --auth-timeout 3h|--auth-timeout must be at most 2h",
                "--rate 1 --grace 3000000h|--grace must be at most 2h",
                "--rate 1 --settle 3000000h|--settle must be at most 2h",
                "--rate 1 --wrong-share 2|--wrong-share must be from 0 to 1",
                "--rate 1 --servers 0|--servers must be",
                "--rate 1 --xkey XNONE|--xkey XNONE: ",
                "--rate 1 --issuer UNONE|--issuer UNONE: ",
                "--rate 1 --user-pattern %s%s|--user-pattern '%s%s' is not a format",
                "--rate 1 --credentials /nowhere/users|--credentials /nowhere/users cannot be read",
                "--rate 1 --expect in_tme>=1|names no figure; there are: ",
                "--rate 1 --expect in_time|is not NAME, one of",
                "--rate 1 --pid 999999999|--pid 999999999: there is no such process",
                "--rate 1 --server http://x|--server 'http://x' is not an address such as nats://",
                "--rate 1 --creds /nowhere/creds|--creds /nowhere/creds cannot be read",
            })
    void badUsageEndsWithTwoAndSaysWhatIsWrong(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("servers"));
        if (arguments != null) {
            all.addAll(List.of(arguments.split(" ")));
        }
        LoadRun run = LoadRun.of(all.toArray(String[]::new));

        assertThat(run.err()).contains(message);
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void aScenarioIsNotBegunWithAnExpectationOfNothing() {
        LoadRun run = LoadRun.of("scenario", "warm-up", "--expect", "warm-up.rows[0].mean<=1.2");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("names no figure; there are: ", "warm-up.rows[].median", "warm-up.rows[].worst");
    }

    @Test
    void saysWhatItCanDo() {
        LoadRun run = LoadRun.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("Say what to do")
                .contains("servers")
                .contains("clients")
                .contains("users");
    }

    @Test
    void saysWhenNobodyIsThere() {
        LoadRun run = LoadRun.of("servers", "--server", "nats://127.0.0.1:1", "--rate", "1");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).startsWith("gatehouse load: no connection to nats://127.0.0.1:1: ");
    }
}

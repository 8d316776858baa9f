package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.DemoCommand;
import io.gatehouse.cli.Main;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo as it is started by the launcher, with a real nats-server. */
class DemoIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"operator, 8", "config, 7"})
    @AgainstNatsServer
    void everythingIsAsItShouldBe(String mode, int logins) {
        assertThat(run("demo", "--mode", mode)).as("%s%s", out, err).isZero();
        assertThat(out.toString())
                .contains("in " + mode + " mode", "alice logs in", "in account APP1", "permissions violation")
                .contains("All " + logins + " as they should be: yes");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void hasTheHelpOfTheProduct() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: gatehouse demo", "--keep", "Examples:");
    }

    @Test
    void aWrongCommandLineIsExitCode2AndOneLine() {
        assertThat(run("demo", "--mode", "Foo")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("option --mode: 'Foo' is unknown; use operator or config. See gatehouse demo --help\n");
    }

    private int run(String... args) {
        return Main.commandLine(DemoCommand.NAME, new DemoCommand(Demo::run))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineClockTest {
    private static final long UPTIME = Duration.ofDays(10_000).toMillis();
    private static final long A_DAY = Duration.ofDays(1).toMillis();

    @TempDir
    private Path dir;

    /** The JVM's clock has another beginning, and differs by all the time for which the machine was suspended. */
    @Test
    void goesOnWithoutALeapWhereTheUptimeCannotBeReadForAMoment() throws IOException {
        Path file = Files.writeString(dir.resolve("uptime"), "864000000.00 1.00\n");
        MachineClock clock = new MachineClock(file);
        assertThat(clock.getAsLong()).isEqualTo(UPTIME);

        Files.delete(file);
        assertThat(clock.getAsLong()).isBetween(UPTIME, UPTIME + A_DAY);

        Files.writeString(file, "864000001.00 1.00\n");
        assertThat(clock.getAsLong()).isEqualTo(UPTIME + 1_000);
    }

    @Test
    void whereLinuxTellsNothingItIsTheClockOfTheJvm() {
        MachineClock clock = new MachineClock(dir.resolve("uptime"));

        long first = clock.getAsLong();
        assertThat(clock.getAsLong()).isBetween(first, first + A_DAY);
    }
}

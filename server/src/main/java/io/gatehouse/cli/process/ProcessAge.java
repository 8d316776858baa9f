package io.gatehouse.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How long this process has been running. On Linux both ends are counted from the same moment, to a hundredth of a second;
 * the JDK's own start time there is off by up to a second, since it adds to a boot time in whole seconds.
 */
final class ProcessAge {
    /** The kernel counts for user space in hundredths of a second, on every platform that we know. */
    private static final long MILLIS_PER_TICK = 10;

    /** The field of /proc/self/stat with the start time, counted from the one behind the command's name (proc(5): 22). */
    private static final int START = 19;

    private ProcessAge() {}

    static Duration now() {
        try {
            return ofLinux();
        } catch (IOException | RuntimeException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, Instant.now()))
                    .orElse(Duration.ZERO);
        }
    }

    private static Duration ofLinux() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        String uptime = Files.readString(Path.of("/proc/uptime"));
        double upSeconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        return Duration.ofMillis(Math.round(upSeconds * 1000) - Long.parseLong(fields[START]) * MILLIS_PER_TICK);
    }
}

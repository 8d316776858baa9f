package io.gatehouse.revocation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * For how long the machine has been up: goes on while this process is stopped or the machine is suspended, and nobody can set it, as
 * the time of day is set.
 */
final class MachineClock {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int MILLIS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private MachineClock() {}

    /** In milliseconds. Where Linux does not tell it, that of the JVM, which stands still while the machine is suspended. */
    static long millis() {
        try {
            String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * MILLIS);
        } catch (IOException | RuntimeException e) {
            return System.nanoTime() / NANOS_PER_MILLI;
        }
    }
}

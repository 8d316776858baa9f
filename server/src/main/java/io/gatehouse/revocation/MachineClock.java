package io.gatehouse.revocation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * For how long the machine has been up: goes on while this process is stopped or the machine is suspended, and nobody can set it, as
 * the time of day is set.
 */
final class MachineClock implements LongSupplier {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int MILLIS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path file;
    /** What the machine's clock is ahead of the JVM's, as it was when it was read last. */
    private volatile long ahead;

    MachineClock() {
        this(UPTIME);
    }

    /** @param file what Linux tells of the uptime */
    MachineClock(Path file) {
        this.file = file;
    }

    /**
     * In milliseconds. Where Linux does not tell it, by the clock of the JVM, which stands still while the machine is suspended: also for a
     * moment, as when no file can be opened, and then without a leap, which would be taken for a process that was stopped.
     */
    @Override
    public long getAsLong() {
        long ofJvm = System.nanoTime() / NANOS_PER_MILLI;
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            long uptime = (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * MILLIS);
            ahead = uptime - ofJvm;
            return uptime;
        } catch (IOException | RuntimeException e) {
            return ofJvm + ahead;
        }
    }
}

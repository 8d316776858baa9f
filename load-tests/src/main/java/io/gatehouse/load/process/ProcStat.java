package io.gatehouse.load.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the figures of a process from {@code /proc/<pid>}. */
final class ProcStat {
    private static final int UTIME = 11; // counted from the field after the name, which may hold anything
    private static final int STIME = 12;
    private static final int RSS_PAGES = 21;

    /** The kernel's USER_HZ, which is 100 on every architecture that a JDK runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final long PAGE_BYTES = pageBytes();

    private ProcStat() {}

    /**
     * What a process has spent since it began, and holds now.
     *
     * @param cpuNanos CPU time in user and system mode, of all its threads, in steps of 10 ms
     * @param rssBytes resident memory
     */
    record StatReading(long cpuNanos, long rssBytes) {}

    static Path file(long pid) {
        return Path.of("/proc", Long.toString(pid), "stat");
    }

    /**
     * Reads the process now.
     *
     * @throws IOException when it has ended
     */
    static StatReading read(Path stat) throws IOException {
        return parse(Files.readString(stat, StandardCharsets.ISO_8859_1));
    }

    static StatReading parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        return new StatReading(ticks * NANOS_PER_TICK, Long.parseLong(fields[RSS_PAGES]) * PAGE_BYTES);
    }

    /** The page size, from this process's smaps; 4096 where it does not. */
    private static long pageBytes() {
        try (var lines = Files.lines(Path.of("/proc/self/smaps"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("KernelPageSize:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) * 1024)
                    .findFirst()
                    .orElse(4096);
        } catch (IOException | RuntimeException unknown) {
            return 4096;
        }
    }
}

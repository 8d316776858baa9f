package io.gatehouse.load.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many files a process may have open, each connection being one. */
public final class FileLimit {
    /** What a process needs beside its connections: jars, logs, selectors. */
    static final int BESIDE = 200;

    private static final String ROW = "Max open files";

    private FileLimit() {}

    /** The limit of this process; empty where Linux's /proc is missing. */
    public static OptionalLong ours() {
        return read(Path.of("/proc/self/limits"));
    }

    /** The limit of another process; empty where it cannot be read. */
    public static OptionalLong of(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "limits"));
    }

    private static OptionalLong read(Path limits) {
        try (var lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith(ROW))
                    .map(line -> line.substring(ROW.length()).strip().split("\\s+", 2)[0])
                    .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                    .findFirst();
        } catch (IOException | RuntimeException unknown) {
            return OptionalLong.empty();
        }
    }

    /** How many processes so many clients need, each with our own limit. */
    static int processesFor(int clients) {
        long each = Math.max(1, ours().orElse(Long.MAX_VALUE) - BESIDE);
        return (int) ((clients + each - 1) / each);
    }

    /** How many brokers so many clients need, each with our own limit. */
    public static int brokersFor(int clients) {
        return processesFor(clients);
    }

    /** Whether a broker's process may have so many clients, as far as can be seen. */
    static boolean allows(long pid, int clients) {
        return of(pid).orElse(Long.MAX_VALUE) >= (long) clients + 50;
    }
}

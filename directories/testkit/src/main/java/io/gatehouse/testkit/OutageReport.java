package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What was seen of one directory and one fault.
 *
 * @param directory what it is called in the table
 * @param answered the share of its logins that were answered during the fault
 * @param wrong how many were let in or refused by the fault
 * @param recovery after how long all were answered again
 * @param neighborBefore the 99th centile of the logins of another directory
 * @param neighborDuring the same during the fault
 * @param connections to the backend, some seconds after its return
 * @param threads of the directory, likewise
 */
record OutageReport(
        String directory,
        Fault fault,
        double answered,
        int wrong,
        Duration recovery,
        Duration neighborBefore,
        Duration neighborDuring,
        int connections,
        int threads) {
    /** Where reports are left: a file for each directory, from which the page of faults is written. */
    private static final Path FOLDER = Path.of("target", "faults");

    private static final double MICROS = 1000;

    /** Leaves it for the page, and tells it to whoever looks. */
    void leave() {
        leave(directory, cells());
        System.out.println(this);
    }

    /** Leaves for the page that a directory cannot have a fault. */
    static void leaveNone(String directory, Fault fault) {
        leave(directory, List.of(directory, fault.name(), "it has none"));
    }

    private static void leave(String directory, List<String> cells) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(directory.replace(' ', '-') + ".tsv"),
                    String.join("\t", cells) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> cells() {
        return List.of(
                directory,
                fault.name(),
                format("%.1f %%", 100 * answered),
                Integer.toString(wrong),
                format("%.2f s", recovery.toMillis() / MICROS),
                millis(neighborBefore),
                millis(neighborDuring),
                Integer.toString(connections),
                Integer.toString(threads));
    }

    private static String millis(Duration time) {
        return format("%.1f ms", time.toNanos() / MICROS / MICROS);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return directory + ", " + fault.words() + ": " + String.join(", ", cells().subList(2, cells().size()));
    }
}

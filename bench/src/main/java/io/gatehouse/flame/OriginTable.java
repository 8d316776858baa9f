package io.gatehouse.flame;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * What each origin costs, as a table in Markdown.
 *
 * @param time CPU time in nanoseconds
 * @param bytes what was allocated
 */
record OriginTable(Shares time, Shares bytes) {
    private static final double MICRO = 1e3;

    /**
     * Origins by the CPU time that they cause, in microseconds (the third figure) with what libraries spend for them.
     *
     * @param answersPerSecond while it was recorded, more than 0
     */
    String text(double answersPerSecond) {
        double answers = Math.max(1, answersPerSecond * Math.max(time.seconds(), bytes.seconds()));
        StringBuilder out = new StringBuilder("""
            | origin | CPU, itself | with its libraries | us an answer | bytes an answer, itself | with its libraries |
            |---|---|---|---|---|---|
            """);
        Arrays.stream(CodeOrigin.values())
                .filter(origin ->
                        time.self(origin) + time.caused(origin) + bytes.self(origin) + bytes.caused(origin) > 0)
                .sorted(Comparator.comparingDouble(time::caused).reversed())
                .forEach(origin -> out.append(row(
                        origin.label(),
                        percent(time.self(origin), time.total()),
                        percent(time.caused(origin), time.total()),
                        time.caused(origin) / MICRO / answers,
                        bytes.self(origin) / answers,
                        bytes.caused(origin) / answers)));
        double all = bytes.total() / answers;
        return out.append(row("all", percent(1, 1), percent(1, 1), time.total() / MICRO / answers, all, all))
                .toString();
    }

    private static String row(
            String name, String self, String caused, double micros, double bytesSelf, double bytesCaused) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %.0f | %.0f |\n",
                name,
                self,
                caused,
                micros,
                bytesSelf,
                bytesCaused);
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole > 0 ? 100 * part / whole : 0);
    }
}

package io.gatehouse.flame;

import java.util.Locale;

/** What a flame graph is of. */
enum Measure {
    /** Nanoseconds. */
    CPU,
    /** Bytes. */
    ALLOCATION;

    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    /** A weight as people say it. */
    String text(double weight) {
        if (this == CPU) {
            return weight < GIGA
                    ? String.format(Locale.ROOT, "%.0f ms", weight / MEGA)
                    : String.format(Locale.ROOT, "%.2f s", weight / GIGA);
        }
        return weight < MEGA
                ? String.format(Locale.ROOT, "%.0f KB", weight / KILO)
                : String.format(Locale.ROOT, "%.1f MB", weight / MEGA);
    }
}

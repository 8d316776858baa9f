package io.gatehouse.load.servers;

import io.gatehouse.load.report.Table;
import java.util.Locale;

/** The result of {@code load servers} as a table: a row for each step. */
final class ServersTable {
    private ServersTable() {}

    static Table of(RunResult result) {
        Table table = new Table(
                "step",
                "offered/s",
                "in time",
                "in time/s",
                "late",
                "denied",
                "wrong",
                "lost",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "sent late ms",
                "CPU us/answer",
                "cores",
                "RSS MB");
        result.measured().forEach(part -> row(table, part));
        return table;
    }

    private static void row(Table table, Measured part) {
        Tally tally = part.tally();
        double seconds = part.segment().seconds();
        table.row(
                part.segment().name(),
                number(tally.offered() / seconds, 0),
                number(tally.inTimeShare() * 100, 2) + " %",
                number(tally.inTime() / seconds, 0),
                Long.toString(tally.late()),
                Long.toString(tally.denied()),
                Long.toString(tally.wrong()),
                Long.toString(tally.lost()),
                number(tally.latencyMillis(50), 1),
                number(tally.latencyMillis(90), 1),
                number(tally.latencyMillis(99), 1),
                number(tally.latencyMillis(99.9), 1),
                number(tally.maxMillis(), 1),
                number(tally.lagMillis(99), 1),
                number(part.service().cpuMicrosPer(tally.answered()), 0),
                number(part.service().cores(), 2),
                number(part.service().rssMaxMb(), 0));
    }

    /** A number with so many digits behind the point; a dash when there is none. */
    static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "-";
    }
}

package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.report.Table;
import java.util.Locale;

/** Shows what a run found as a table of two columns. */
final class FindingsTable {
    private FindingsTable() {}

    static Table of(Findings findings) {
        Table table = new Table("figure", "value");
        Counts ramp = findings.ramp().counts();
        table.row("clients", whole(findings.clients()));
        table.row("logged in", whole(ramp.loggedIn()));
        table.row("first logins a second", number(findings.ramp().loginsPerSecond(), 0));
        table.row("  refused, timed out", whole(ramp.refused()) + ", " + whole(ramp.timedOut()));
        table.row("  lost for good", whole(ramp.lost()));
        table.row(
                "  CPU of service, broker",
                cpu(findings.ramp().service().cpuSeconds()) + ", "
                        + cpu(findings.ramp().broker().cpuSeconds()));
        table.row("dropped while held", whole(findings.hold().dropped()));
        if (findings.storm() != null) {
            addStorm(table, findings.storm());
        }
        return table;
    }

    private static void addStorm(Table table, Findings.Storm storm) {
        Outage outage = storm.outage();
        Counts counts = storm.counts();
        table.row("storm: clients dropped", whole(storm.clients()));
        table.row("  back", whole(storm.back()));
        table.row("  lost for good", whole(storm.lostForGood()));
        table.row("  still out", whole(storm.stillOut()));
        table.row("  broker down", seconds(storm.downMillis()));
        table.row("  first back after", seconds(outage.millisAfterFirstDrop(outage.firstBack())));
        table.row("  last back after", seconds(outage.millisAfterFirstDrop(outage.lastBack())));
        table.row("  logins a second, most", number(storm.series().loginsPerSecondMax(), 0));
        table.row("  attempts, of them retries", whole(counts.attempts()) + ", " + whole(counts.retries()));
        table.row("  refused, timed out", whole(counts.refused()) + ", " + whole(counts.timedOut()));
        table.row("  unreachable, broken", whole(counts.unreachable()) + ", " + whole(counts.broken()));
        table.row("CPU of the service", cpu(storm.service().cpuSeconds()));
        table.row("CPU of the broker", cpu(storm.brokerCpuSeconds()));
        table.row("  service / broker", number(storm.cpuShare(), 3));
        table.row("CPU of this tool", cpu(storm.toolCpuSeconds()));
        table.row("  late by at most", number(counts.lagMaxMicros() / 1000.0, 0) + " ms");
    }

    static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String seconds(double millis) {
        return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }

    private static String cpu(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}

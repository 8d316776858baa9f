package io.gatehouse.load.servers;

import static io.gatehouse.load.servers.ServersTable.number;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The result of {@code load servers} as a page with plots. */
final class ServersPage {
    private static final double GOOD = 0.999;

    private ServersPage() {}

    static Page of(RunResult result, Session session, Profile profile) {
        LoadSettings settings = session.settings();
        Tally total = result.total(settings.budgetMicros());
        Page page = new Page(
                "Callout load test: " + result.mode(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", nats-server "
                        + session.connection().serverVersion() + ", "
                        + settings.scene().servers().size() + " played servers, requests "
                        + (!settings.isSealed() ? "in the clear" : "sealed"));
        tiles(page, result, total);
        ServersCharts.of(result).forEach(page::chart);
        page.table(ServersTable.of(result));
        facts(page, settings, result, profile);
        return page;
    }

    private static void stormTiles(Page page, Figures storm) {
        double in = figure(storm, "clients_in");
        double lost = figure(storm, "clients_lost");
        page.tile("Clients in", number(in, 0), "of " + number(figure(storm, "clients"), 0), null);
        page.tile("Lost for good", number(lost, 0), "though their password is right", lost == 0);
        page.tile("Last login", number(figure(storm, "last_in_s"), 2) + " s", "from the beginning", null);
    }

    private static double figure(Figures figures, String name) {
        Double value = figures.number(name);
        return value == null ? Double.NaN : value;
    }

    private static void tiles(Page page, RunResult result, Tally total) {
        if (result.storm() != null) {
            stormTiles(page, result.storm());
        }
        page.tile(
                "In time",
                number(total.inTimeShare() * 100, 2) + " %",
                whole(total.inTime()) + " of " + whole(total.offered()),
                result.measured().size() > 1 ? null : Boolean.valueOf(total.inTimeShare() >= GOOD));
        if (Double.isFinite(result.capacity())) {
            page.tile("Capacity", number(result.capacity(), 0) + "/s", "step 1x", null);
        }
        boolean late = result.measured().stream().anyMatch(part -> Lateness.isLarge(part.tally()));
        page.tile(
                "p99 latency",
                number(total.latencyMillis(99), 1) + " ms",
                "p50 " + number(total.latencyMillis(50), 1) + ", max " + number(total.maxMillis(), 0) + " ms",
                late ? Boolean.FALSE : null);
        page.tile(
                "Sent late p99",
                number(total.lagMillis(99), 1) + " ms",
                late ? "by this tool: the latency is mostly its own" : "by this tool",
                late ? Boolean.FALSE : null);
        page.tile("Wrong answers", whole(total.wrong()), "every answer was verified", total.wrong() == 0);
        page.tile("Late", whole(total.late()), "answers after the budget", total.late() == 0);
        page.tile(
                "No answer",
                whole(total.lost()),
                "of those sent",
                total.lost() == 0 ? Boolean.TRUE : result.measured().size() > 1 ? null : Boolean.FALSE);
        cpuTiles(page, result, total);
    }

    private static String whole(long count) {
        return number((double) count, 0);
    }

    private static void cpuTiles(Page page, RunResult result, Tally total) {
        double cpu = result.measured().stream()
                .mapToDouble(part -> part.service().cpuSeconds())
                .sum();
        double memory = result.measured().stream()
                .mapToDouble(part -> part.service().rssMaxMb())
                .max()
                .orElse(Double.NaN);
        if (Double.isFinite(cpu)) {
            page.tile(
                    "CPU per answer", number(cpu * 1e6 / (double) total.answered(), 0) + " us", "of the service", null);
            page.tile("Memory", number(memory, 0) + " MB", "resident, at most", null);
        }
    }

    private static void facts(Page page, LoadSettings settings, RunResult result, Profile profile) {
        page.fact("Load", profile.description());
        page.fact("Latency", "from the time at which a request was due, to its answer; of right answers");
        page.fact("In time", "within " + settings.budget().toMillis() + " ms");
        page.fact(
                "Verified",
                "box, both signatures, subject, audience, time, account and permissions as expected; issuer "
                        + (settings.expected().issuers().isEmpty() ? "NOT checked" : "checked"));
        page.fact("Users", number(settings.scene().crowd().size(), 0));
        Measured warmup = result.warmup();
        if (warmup != null) {
            page.fact("Before", whole(warmup.tally().offered()) + " requests to warm up, not counted");
        }
        page.fact(
                "Load tool",
                "JDK " + Runtime.version() + " on " + System.getProperty("os.name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
    }
}

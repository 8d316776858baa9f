package io.gatehouse.load.servers;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.NumberFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The result of {@code load servers} as a page with plots. */
final class ServersPage {
    private static final double GOOD = 0.999;

    private ServersPage() {}

    static HtmlPage of(ServersReport report, Figures figures, LoadProfile profile) {
        LoadSettings settings = report.settings();
        RunResult result = report.result();
        HtmlPage page = new HtmlPage(
                "Callout load test: " + result.mode(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", nats-server " + report.serverVersion() + ", "
                        + settings.workload().servers().size() + " played servers, requests "
                        + (settings.isSealed() ? "sealed" : "in the clear"));
        if (result.storm() != null) {
            storm(page, result.storm());
        }
        tiles(page, report);
        ServersCharts.of(result, figures).forEach(page::chart);
        page.table(report.table());
        facts(page, settings, result, profile);
        return page;
    }

    private static void storm(HtmlPage page, StormResult storm) {
        page.tile("Clients in", whole(storm.in()), "of " + whole(storm.clients()), null);
        page.tile("Lost for good", whole(storm.lost()), "though their password is right", storm.lost() == 0);
        page.tile("Last login", NumberFormat.SECONDS.text(storm.lastSeconds()), "from the beginning", null);
    }

    private static void tiles(HtmlPage page, ServersReport report) {
        AnswerCounts total = report.total().counts();
        boolean steps = report.result().measured().size() > 1;
        page.tile(
                "In time",
                NumberFormat.PERCENT.text(total.inTimeShare()),
                whole(total.inTime()) + " of " + whole(total.offered()),
                steps ? null : Boolean.valueOf(total.inTimeShare() >= GOOD));
        if (Double.isFinite(report.result().capacity())) {
            page.tile("Capacity", NumberFormat.WHOLE.text(report.result().capacity()) + "/s", "step 1x", null);
        }
        latency(page, report, total);
        page.tile("Wrong answers", whole(total.wrong()), "every answer was verified", total.wrong() == 0);
        page.tile("Late", whole(total.late()), "answers after the budget", total.late() == 0);
        page.tile(
                "No answer",
                whole(total.lost()),
                "of those sent",
                (steps && total.lost() > 0) ? null : Boolean.valueOf(total.lost() == 0));
        cpu(page, report.total());
    }

    private static void latency(HtmlPage page, ServersReport report, AnswerCounts total) {
        boolean late = report.result().measured().stream().anyMatch(part -> Lateness.isLarge(part.counts()));
        page.tile(
                "p99 latency",
                tenths(total.latencyMillis(99)) + " ms",
                "p50 " + tenths(total.latencyMillis(50)) + ", max " + NumberFormat.MILLIS.text(total.maxMillis()),
                late ? Boolean.FALSE : null);
        page.tile(
                "Sent late p99",
                tenths(total.lagMillis(99)) + " ms",
                late ? "by this tool: the latency is mostly its own" : "by this tool",
                late ? Boolean.FALSE : null);
    }

    private static void cpu(HtmlPage page, Measured total) {
        if (Double.isFinite(total.service().cpuSeconds())) {
            String micros = NumberFormat.WHOLE.text(total.cpuMicrosOf(total.service()));
            page.tile("CPU per answer", micros + " us", "of the service", null);
            String memory = NumberFormat.WHOLE.text(total.service().rssMaxMb());
            page.tile("Memory", memory + " MB", "resident, at most", null);
        }
    }

    private static String whole(long count) {
        return NumberFormat.WHOLE.text((double) count);
    }

    private static String tenths(double millis) {
        return NumberFormat.TENTHS.text(millis);
    }

    private static void facts(HtmlPage page, LoadSettings settings, RunResult result, LoadProfile profile) {
        page.fact("Load", profile.description());
        page.fact("Latency", "from the time at which a request was due, to its answer; of right answers");
        page.fact("In time", "within " + settings.budget().toMillis() + " ms");
        page.fact(
                "Verified",
                "box, both signatures, subject, audience, time, account and permissions as expected; issuer "
                        + (settings.isIssuerVerified() ? "checked" : "NOT checked"));
        page.fact("Users", whole(settings.workload().users().size()));
        if (result.warmup() != null) {
            page.fact("Before", whole(result.warmupTally().offered()) + " requests to warm up, not counted");
        }
        page.fact(
                "Load tool",
                "JDK " + Runtime.version() + " on " + System.getProperty("os.name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
    }
}

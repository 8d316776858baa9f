package io.gatehouse.load.clients;

import static io.gatehouse.load.clients.FindingsTable.number;
import static io.gatehouse.load.clients.FindingsTable.seconds;
import static io.gatehouse.load.clients.FindingsTable.whole;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Page;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Shows what a run found as a page: how the clients came back, and what it cost. */
final class FindingsPage {
    private static final Chart.Axis TIME = Chart.Axis.linear("time after the first client was dropped", "s");

    private FindingsPage() {}

    static Page of(Findings findings) {
        Page page = new Page(whole(findings.clients()) + " clients", subtitle(findings));
        Findings.Storm storm = findings.storm();
        if (storm == null) {
            page.tile(
                    "logged in",
                    whole(findings.ramp().counts().loggedIn()),
                    "of " + whole(findings.clients()),
                    allIn(findings));
            page.tile("first logins", number(findings.ramp().loginsPerSecond(), 0), "a second", null);
        } else {
            addStorm(page, storm);
        }
        findings.setup().forEach(fact -> page.fact(fact.name(), fact.value()));
        return page.table(FindingsTable.of(findings));
    }

    private static String subtitle(Findings findings) {
        return findings.setup().stream()
                .map(fact -> fact.name() + " " + fact.value())
                .findFirst()
                .orElse("");
    }

    private static boolean allIn(Findings findings) {
        return findings.ramp().counts().loggedIn() == findings.clients();
    }

    private static void addStorm(Page page, Findings.Storm storm) {
        page.tile("back", whole(storm.back()), "of " + whole(storm.clients()), storm.back() == storm.clients());
        page.tile("lost for good", whole(storm.lostForGood()), "by the library's rule", storm.lostForGood() == 0);
        double last = storm.outage().millisAfterFirstDrop(storm.outage().lastBack());
        page.tile("last one back", seconds(last), "after the first was dropped", null);
        page.tile("CPU share", number(storm.cpuShare(), 3), "service / broker", null);
        page.chart(clientsIn(storm));
        page.chart(logins(storm));
        page.chart(timeToBack(storm));
    }

    private static Chart clientsIn(Findings.Storm storm) {
        List<Series.Point> points = storm.series().points();
        double[] all = new double[points.size()];
        Arrays.fill(all, (double) storm.clients());
        return new Chart(
                "Clients in",
                "How many clients were logged in at each time.",
                TIME,
                Chart.Axis.linear("clients", ""),
                List.of(
                        Chart.Line.of("in", times(points), values(points, Series.Point::loggedIn)),
                        Chart.Line.reference("before the restart", times(points), all)));
    }

    private static Chart logins(Findings.Storm storm) {
        List<Series.Point> points = storm.series().points();
        return new Chart(
                "Attempts by their end",
                "Logins, and attempts that came to nothing, as rates.",
                TIME,
                Chart.Axis.linear("attempts", "1/s"),
                List.of(
                        rate("logins", points, Counts::logins, Chart.Tone.GOOD),
                        rate("timed out", points, Counts::timedOut, Chart.Tone.WARNING),
                        rate("refused", points, Counts::refused, Chart.Tone.BAD),
                        rate(
                                "unreachable or broken",
                                points,
                                counts -> counts.unreachable() + counts.broken(),
                                Chart.Tone.PLAIN)));
    }

    private static Chart.Line rate(
            String name, List<Series.Point> points, ToDoubleFunction<Counts> count, Chart.Tone tone) {
        ToDoubleFunction<Series.Point> perSecond =
                point -> count.applyAsDouble(point.during()) * 1000 / Math.max(1, point.millis());
        return Chart.Line.of(name, times(points), values(points, perSecond), tone);
    }

    private static Chart timeToBack(Findings.Storm storm) {
        Histogram back = storm.outage().backMillis();
        int steps = 100;
        double[] seconds = new double[steps + 1];
        double[] percent = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            percent[i] = i;
            seconds[i] = back.getTotalCount() == 0 ? Double.NaN : back.getValueAtPercentile(i) / 1000.0;
        }
        return new Chart(
                "Time to be back",
                "The share of the clients that were back within a time, each counted from its own loss.",
                Chart.Axis.linear("time", "s"),
                Chart.Axis.linear("clients back", "%"),
                List.of(Chart.Line.of("clients", seconds, percent)));
    }

    private static double[] times(List<Series.Point> points) {
        return values(points, point -> point.ms() / 1000);
    }

    private static double[] values(List<Series.Point> points, ToDoubleFunction<Series.Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }
}

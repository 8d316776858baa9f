package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Curve;
import io.gatehouse.load.report.Chart.Tone;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The result of {@code load clients} as a page: how the clients came back, and what it cost. */
final class ClientsPage {
    private static final Axis TIME = Axis.linear("time after the first client was dropped", "s");

    /** Times, in which the lines through the parts of a storm are drawn. */
    private final double[] times;

    private final ClientsResult.ReconnectStorm storm;

    private ClientsPage(ClientsResult.ReconnectStorm storm) {
        this.storm = storm;
        this.times = values(point -> point.ms() / 1000);
    }

    static HtmlPage of(ClientsResult result) {
        String clients = NumberFormat.WHOLE.text(result.clients());
        String first = result.setup().isEmpty()
                ? ""
                : result.setup().get(0).name() + " " + result.setup().get(0).value();
        HtmlPage page = new HtmlPage(clients + " clients", first);
        if (result.storm() == null) {
            String in = ClientsReport.CALM.text("logged_in", result);
            page.tile("logged in", in, "of " + clients, in.equals(clients));
            String rate = ClientsReport.CALM.text("first_logins_per_s", result);
            page.tile("first logins", rate, "a second", null);
        } else {
            new ClientsPage(result.storm()).addTo(page);
        }
        result.setup().forEach(fact -> page.fact(fact.name(), fact.value()));
        return page.table(ClientsReport.table(result));
    }

    private void addTo(HtmlPage page) {
        page.tile("back", text("back"), "of " + text("clients"), storm.back() == storm.clients());
        page.tile("lost for good", text("lost_for_good"), "by the library's rule", storm.lostForGood() == 0);
        page.tile("last one back", text("last_back_ms"), "after the first was dropped", null);
        page.tile("CPU share", ClientsReport.SPENT.text("cpu_share", storm), "service / broker", null);
        page.chart(clientsIn());
        page.chart(attempts());
        page.chart(timeToBack());
    }

    private String text(String name) {
        return ClientsReport.STORM.text(name, storm);
    }

    private Chart clientsIn() {
        double[] all = new double[times.length];
        Arrays.fill(all, (double) storm.clients());
        return new Chart(
                "Clients in",
                "How many clients were logged in at each time.",
                TIME,
                Axis.linear("clients", ""),
                List.of(
                        Curve.of("in", times, values(Series.Point::loggedIn)),
                        Curve.reference("before the restart", times, all)));
    }

    private Chart attempts() {
        return new Chart(
                "Attempts by their end",
                "Logins, and attempts that came to nothing, as rates.",
                TIME,
                Axis.linear("attempts", "1/s"),
                List.of(
                        rate("logins", Counts::logins, Tone.GOOD),
                        rate("timed out", Counts::timedOut, Tone.WARNING),
                        rate("refused", Counts::refused, Tone.BAD),
                        rate("unreachable or broken", counts -> counts.unreachable() + counts.broken(), Tone.PLAIN)));
    }

    private Curve rate(String name, ToDoubleFunction<Counts> count, Tone tone) {
        double[] perSecond = values(point -> count.applyAsDouble(point.during()) * 1000 / Math.max(1, point.millis()));
        return Curve.of(name, times, perSecond, tone);
    }

    private Chart timeToBack() {
        Outage outage = storm.outage();
        double[] percent = IntStream.rangeClosed(0, 100).asDoubleStream().toArray();
        double[] seconds = Arrays.stream(percent)
                .map(each -> outage.outMillis(each) / 1000)
                .toArray();
        return new Chart(
                "Time to be back",
                "The share of the clients that were back within a time, each counted from its own loss.",
                Axis.linear("time", "s"),
                Axis.linear("clients back", "%"),
                List.of(Curve.of("clients", seconds, percent)));
    }

    private double[] values(ToDoubleFunction<Series.Point> value) {
        return storm.series().points().stream().mapToDouble(value).toArray();
    }
}

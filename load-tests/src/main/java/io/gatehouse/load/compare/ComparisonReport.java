package io.gatehouse.load.compare;

import io.gatehouse.load.compare.ComparisonResults.ServiceRounds;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Curve;
import io.gatehouse.load.report.Chart.CurveStyle;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.Samples.Better;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The result of the comparison: every service's figures, and the objectives beside what was measured. */
record ComparisonReport(ComparisonResults results, List<ObjectiveResult> objectives, ComparisonSettings settings) {
    private static final FigureSet<ServiceRounds> SERVICE = new FigureSet<ServiceRounds>()
            .text(Figures.NAME, ServiceRounds::name)
            .list("rounds", ServiceFigures.FIGURES, ServiceRounds::rounds);

    private static final FigureSet<ComparisonReport> FIGURES = new FigureSet<ComparisonReport>()
            .count("rounds", report -> report.settings.rounds())
            .number("quota_cores", report -> report.settings.quota())
            .number("floor_us", report -> report.results.signatureCost().median())
            .list("rows", ObjectiveResult.FIGURES, ComparisonReport::objectives)
            .list("services", SERVICE, report -> report.results.all());

    /** Medians, and the worst where that is said. */
    private static final FigureSet<ServiceRounds> COLUMNS = new FigureSet<ServiceRounds>()
            .text("service", "service", ServiceRounds::service)
            .text("encryption", "", rounds -> rounds.encryption().words())
            .number("busy", "CPU us an answer", NumberFormat.PLAIN_TENTHS, median(ServiceFigures::cpuBusy))
            .number("steady", "at a moderate rate", NumberFormat.PLAIN_TENTHS, median(ServiceFigures::cpuSteady))
            .number("capacity", "answers/s", NumberFormat.PLAIN, median(ServiceFigures::capacity))
            .number("p99", "p99 at half, ms", NumberFormat.PLAIN_TENTHS, median(ServiceFigures::p99Half))
            .number("worst_p99", "worst p99", NumberFormat.PLAIN_TENTHS, most(ServiceFigures::p99Half))
            .number("rss", "RSS MB", NumberFormat.PLAIN, most(ServiceFigures::rss))
            .number("wrong", "wrong", NumberFormat.PLAIN, most(ServiceFigures::wrong));

    ComparisonReport {
        objectives = List.copyOf(objectives);
    }

    private static ToDoubleFunction<ServiceRounds> median(ToDoubleFunction<ServiceFigures> figure) {
        return rounds -> rounds.samples(figure).median();
    }

    private static ToDoubleFunction<ServiceRounds> most(ToDoubleFunction<ServiceFigures> figure) {
        return rounds -> rounds.samples(figure).worst(Better.LOWER);
    }

    /** The paths of all figures, for {@code --expect}. */
    static Collection<String> paths() {
        return FIGURES.paths();
    }

    RunReport outcome() {
        return new RunReport(FIGURES.figures(this), ObjectiveResult.table(objectives), page());
    }

    /** A row for each service. */
    Table services() {
        return COLUMNS.table(results.all());
    }

    /** Both tables, to be pasted into the docs. */
    String markdown() {
        return services().markdown() + "\nMedians of " + settings.rounds() + " rounds; each service held to "
                + settings.quota() + " cores for answers/s and p99; two signatures took "
                + NumberFormat.PLAIN_TENTHS.text(results.signatureCost().median()) + " us.\n\n"
                + ObjectiveResult.table(objectives).markdown();
    }

    private HtmlPage page() {
        HtmlPage page = new HtmlPage("Gatehouse and its peers", "The same load for each, in turn, on one machine")
                .table(services())
                .chart(chart("CPU time of the service an answer, at saturation", "us", ServiceFigures::cpuBusy))
                .chart(chart("Answers a second, each held to the same quota", "1/s", ServiceFigures::capacity))
                .chart(chart("p99 latency at half of that", "ms", ServiceFigures::p99Half))
                .fact("Rounds", Integer.toString(settings.rounds()))
                .fact("Quota", settings.quota() + " cores for answers per second and p99")
                .fact("Moderate rate", settings.rate() + " requests a second")
                .fact("Requests under way at saturation", Integer.toString(settings.concurrency()));
        for (ObjectiveResult result : objectives) {
            Objective objective = result.objective();
            String measured = objective.text(result.judged());
            page.tile(objective.what(), measured, objective.bound(objective.hold()), result.held());
        }
        return page;
    }

    /** A bar for each service, with xkey and without. */
    private Chart chart(String title, String unit, ToDoubleFunction<ServiceFigures> figure) {
        List<ServiceRounds> all = results.all();
        List<String> labels = all.stream().map(ServiceRounds::name).toList();
        double[] places = IntStream.range(0, all.size()).asDoubleStream().toArray();
        double[] heights = all.stream().mapToDouble(median(figure)).toArray();
        Curve bars = new Curve("median", CurveStyle.BARS, places, heights, labels);
        return new Chart(
                title, String.join(", ", labels), Axis.linear("service", ""), Axis.linear("", unit), List.of(bars));
    }
}

package io.gatehouse.load.compare;

import io.gatehouse.load.options.Outcome;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Line;
import io.gatehouse.load.report.Chart.Style;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Page;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Rows;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Samples.Better;
import io.gatehouse.load.rig.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Tells what the comparison found: every service's figures, and what is promised beside what was seen. */
final class Report {
    private static final String[] HEADS = {
        "service",
        "",
        "CPU us an answer",
        "at a moderate rate",
        "answers/s",
        "p99 at half, ms",
        "worst p99",
        "RSS MB",
        "wrong"
    };

    private final Results results;
    private final List<Row> rows;
    private final Settings settings;

    Report(Results results, List<Row> rows, Settings settings) {
        this.results = results;
        this.rows = rows;
        this.settings = settings;
    }

    /** The names of all figures, for {@code --expect}. */
    static List<String> paths() {
        Row row = new Row(Promise.atMost("", 0, 0, ""), new Samples(List.of()));
        return new Report(new Results(), List.of(row), new Settings(0, 0, Duration.ZERO, Duration.ZERO, 0, 0))
                .figures()
                .paths();
    }

    Outcome outcome() {
        return new Outcome(figures(), Rows.table(rows), page());
    }

    /** Medians of every service. */
    Table services() {
        Table table = new Table(HEADS);
        each((name, sealing) -> table.row(cells(name, sealing)));
        return table;
    }

    /** Both tables, to be pasted into the docs. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| ")
                .append(String.join(" | ", HEADS))
                .append(" |\n|")
                .append("---|".repeat(HEADS.length))
                .append('\n');
        each((name, sealing) -> text.append("| ")
                .append(String.join(" | ", cells(name, sealing)))
                .append(" |\n"));
        return text + "\nMedians of " + settings.rounds() + " rounds; each service held to " + settings.quota()
                + " cores for answers/s and p99; two signatures took "
                + number(results.floor().median(), 1) + " us.\n\n" + Rows.markdown(rows);
    }

    private interface Visitor {
        void visit(String service, Sealing sealing);
    }

    private void each(Visitor visitor) {
        for (Sealing sealing : Sealing.values()) {
            for (String service : results.services()) {
                if (!results.of(service, sealing).isEmpty()) {
                    visitor.visit(service, sealing);
                }
            }
        }
    }

    private String[] cells(String name, Sealing sealing) {
        return new String[] {
            name,
            sealing.words(),
            median(name, sealing, Measured::cpuBusy, 1),
            median(name, sealing, Measured::cpuSteady, 1),
            median(name, sealing, Measured::capacity, 0),
            median(name, sealing, Measured::p99Half, 1),
            number(results.of(name, sealing, Measured::p99Half).worst(Better.LOWER), 1),
            number(results.of(name, sealing, Measured::rss).worst(Better.LOWER), 0),
            number(results.of(name, sealing, Measured::wrong).worst(Better.LOWER), 0)
        };
    }

    private String median(String name, Sealing sealing, ToDoubleFunction<Measured> figure, int decimals) {
        return number(results.of(name, sealing, figure).median(), decimals);
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private Figures figures() {
        List<Figures> services = new ArrayList<>();
        each((name, sealing) -> services.add(new Figures()
                .put(Figures.NAME, name + " " + sealing.words())
                .put(
                        "rounds",
                        results.of(name, sealing).stream()
                                .map(Measured::figures)
                                .toList())));
        Samples floor = results.floor();
        return new Figures()
                .put("rounds", settings.rounds())
                .put("quota_cores", settings.quota())
                .put("floor_us", floor.median())
                .put("rows", rows.stream().map(Row::figures).toList())
                .put("services", services);
    }

    private Page page() {
        Page page = new Page("Gatehouse and its peers", "The same load for each, in turn, on one machine")
                .table(services())
                .chart(chart("CPU time of the service an answer, at saturation", "us", Measured::cpuBusy))
                .chart(chart("Answers a second, each held to the same quota", "1/s", Measured::capacity))
                .chart(chart("p99 latency at half of that", "ms", Measured::p99Half))
                .fact("Rounds", Integer.toString(settings.rounds()))
                .fact("Quota", settings.quota() + " cores for answers per second and p99")
                .fact("Moderate rate", settings.rate() + " requests a second")
                .fact("Requests under way at saturation", Integer.toString(settings.concurrency()));
        for (Row row : rows) {
            Promise promise = row.promise();
            double median = row.samples().median();
            page.tile(promise.what(), promise.text(median), promise.bound(promise.hold()), row.held());
        }
        return page;
    }

    /** A bar for each service, with xkey and without. */
    private Chart chart(String title, String unit, ToDoubleFunction<Measured> figure) {
        List<Double> medians = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        each((name, sealing) -> {
            medians.add(results.of(name, sealing, figure).median());
            labels.add(name + " " + sealing.words());
        });
        double[] places = IntStream.range(0, labels.size()).asDoubleStream().toArray();
        double[] heights = medians.stream().mapToDouble(Double::doubleValue).toArray();
        Line bars = new Line("median", Style.BARS, places, heights, labels);
        return new Chart(
                title, String.join(", ", labels), Axis.linear("service", ""), Axis.linear("", unit), List.of(bars));
    }
}

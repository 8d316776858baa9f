package io.gatehouse.load.servers;

import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Line;
import io.gatehouse.load.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The plots of {@code load servers}. */
final class ServersCharts {
    /** Where the latency line has its points. */
    private static final double[] PERCENTILES = {0, 25, 50, 75, 90, 95, 98, 99, 99.5, 99.9, 99.99};

    private static final List<String> LABELS = Arrays.stream(PERCENTILES)
            .mapToObj(percentile -> "p" + String.valueOf(percentile).replaceFirst("\\.0$", ""))
            .toList();

    private final RunResult result;
    private final List<Figures> series;

    private ServersCharts(RunResult result) {
        this.result = result;
        this.series = result.measured().stream()
                .flatMap(part -> part.series().stream())
                .toList();
    }

    static List<Chart> of(RunResult result) {
        ServersCharts charts = new ServersCharts(result);
        List<Chart> all = new ArrayList<>();
        all.add(charts.percentiles());
        if (result.measured().size() > 1) {
            all.add(charts.goodput());
            all.add(charts.latencyByLoad());
        }
        if (result.measured().size() > 1) {
            addIfMeasured(all, charts.cpu());
        }
        if (charts.series.size() > 1) {
            charts.addTimes(all);
        }
        return all;
    }

    private void addTimes(List<Chart> all) {
        all.add(overTime());
        if (result.measured().size() == 1) {
            addIfMeasured(all, cpu());
        }
        addIfMeasured(all, shed());
        addIfMeasured(all, memory());
    }

    private static void addIfMeasured(List<Chart> charts, @Nullable Chart chart) {
        if (chart != null) {
            charts.add(chart);
        }
    }

    private Chart percentiles() {
        List<Line> lines = new ArrayList<>();
        for (Measured part : result.measured()) {
            if (part.tally().inTime() + part.tally().late() > 0) {
                double[] ys = Arrays.stream(PERCENTILES)
                        .map(percentile -> Math.max(0.01, part.tally().latencyMillis(percentile)))
                        .toArray();
                lines.add(new Line(part.segment().name(), Chart.Style.LINE, PERCENTILES, ys, LABELS));
            }
        }
        return new Chart(
                "Latency percentiles",
                "p99: the slowest hundredth of the right answers took longer than this.",
                Axis.percentiles("percentile"),
                Axis.log("latency", "ms"),
                lines);
    }

    private Chart goodput() {
        double[] offered = steps(part -> part.tally().offered() / part.segment().seconds());
        double most = Arrays.stream(offered).max().orElse(1);
        double capacity = Double.isFinite(result.capacity()) ? result.capacity() : most;
        List<Line> lines = new ArrayList<>();
        lines.add(Line.reference("ideal", new double[] {0, Math.min(capacity, most), most}, new double[] {
            0, Math.min(capacity, most), Math.min(capacity, most)
        }));
        lines.add(byLoad(
                "answered at all",
                part -> part.tally().answered() / part.segment().seconds()));
        lines.add(byLoad(
                "right and in time",
                part -> part.tally().inTime() / part.segment().seconds()));
        return new Chart(
                "Goodput against offered load",
                "Right answers in time; ideal is everything up to the capacity, and no less beyond it.",
                Axis.linear("offered", "1/s"),
                Axis.linear("answers", "1/s"),
                lines);
    }

    private Chart latencyByLoad() {
        return new Chart(
                "Latency against offered load",
                "Of right answers, from the time at which a request was due.",
                Axis.linear("offered", "1/s"),
                Axis.log("latency", "ms"),
                List.of(
                        byLoad("p50", part -> part.tally().latencyMillis(50)),
                        byLoad("p99", part -> part.tally().latencyMillis(99)),
                        byLoad("max", part -> part.tally().maxMillis())));
    }

    private Chart overTime() {
        return new Chart(
                "Over time",
                "What was offered in each second, and what became of it.",
                Axis.linear("time", "s"),
                Axis.linear("requests", "1/s"),
                List.of(
                        Line.reference("offered", column("t_s"), column("offered_per_s")),
                        overTime("right and in time", "in_time_per_s", Chart.Tone.GOOD),
                        overTime("late", "late_per_s", Chart.Tone.WARNING),
                        overTime("no answer", "lost_per_s", Chart.Tone.BAD)));
    }

    private @Nullable Chart cpu() {
        if (!isMeasured("cores")) {
            return null;
        }
        if (result.measured().size() > 1) {
            return new Chart(
                    "CPU per answer",
                    "Of the service, with what its refusals and drops cost.",
                    Axis.linear("offered", "1/s"),
                    Axis.linear("CPU per answer", "us"),
                    List.of(byLoad(
                            "CPU per answer",
                            part -> part.service().cpuMicrosPer(part.tally().answered()))));
        }
        double[] xs = column("t_s");
        double[] cores = column("cores");
        double[] answered = column("in_time_per_s");
        double[] each = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            each[i] = answered[i] > 0 ? cores[i] * 1e6 / answered[i] : Double.NaN;
        }
        return new Chart(
                "CPU per answer",
                "Of the service, in each second.",
                Axis.linear("time", "s"),
                Axis.linear("CPU per answer", "us"),
                List.of(Line.of("CPU per answer", xs, each)));
    }

    private @Nullable Chart shed() {
        if (!isMeasured("queue_depth")) {
            return null;
        }
        return new Chart(
                "Queue and shed over time",
                "Requests that wait in the service, and those of this time that it dropped without an answer.",
                Axis.linear("time", "s"),
                Axis.linear("requests", ""),
                List.of(
                        overTime("waiting", "queue_depth"),
                        new Line("shed per second", Chart.Style.LINE, column("t_s"), column("shed_per_s"), null)));
    }

    private @Nullable Chart memory() {
        if (!isMeasured("rss_mb")) {
            return null;
        }
        return new Chart(
                "Memory of the service",
                "Resident, the most in each second.",
                Axis.linear("time", "s"),
                Axis.linear("resident memory", "MB"),
                List.of(overTime("resident", "rss_mb")));
    }

    private Line byLoad(String name, ToDoubleFunction<Measured> value) {
        List<Measured> sorted = result.measured().stream()
                .sorted((a, b) -> Double.compare(offered(a), offered(b)))
                .toList();
        return new Line(
                name,
                Chart.Style.LINE,
                sorted.stream().mapToDouble(ServersCharts::offered).toArray(),
                sorted.stream().mapToDouble(value).toArray(),
                sorted.stream().map(part -> part.segment().name()).toList());
    }

    private static double offered(Measured part) {
        return part.tally().offered() / part.segment().seconds();
    }

    private double[] steps(ToDoubleFunction<Measured> value) {
        return result.measured().stream().mapToDouble(value).toArray();
    }

    private Line overTime(String name, String column) {
        return Line.of(name, column("t_s"), column(column));
    }

    private Line overTime(String name, String column, Chart.Tone tone) {
        return Line.of(name, column("t_s"), column(column), tone);
    }

    private boolean isMeasured(String column) {
        return Arrays.stream(column(column)).anyMatch(Double::isFinite);
    }

    private double[] column(String name) {
        return series.stream()
                .mapToDouble(row -> {
                    Double value = row.number(name);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
    }
}

package io.gatehouse.load.servers;

import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Curve;
import io.gatehouse.load.report.Chart.Tone;
import io.gatehouse.load.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The plots of {@code load servers}: lines through the figures of the steps, and of the seconds. */
final class ServersCharts {
    /** Where the latency line has its points. */
    private static final double[] PERCENTILES = {0, 25, 50, 75, 90, 95, 98, 99, 99.5, 99.9, 99.99};

    private static final List<String> LABELS = Arrays.stream(PERCENTILES)
            .mapToObj(percentile -> "p" + String.valueOf(percentile).replaceFirst("\\.0$", ""))
            .toList();

    private static final String CPU = "CPU per answer";
    private static final Axis OFFERED = Axis.linear("offered", "1/s");
    private static final Axis TIME = Axis.linear("time", "s");
    private static final Axis CPU_MICROS = Axis.linear(CPU, "us");

    /** By offered load. */
    private final List<Figures> steps;

    private final List<Figures> seconds;

    private ServersCharts(Figures figures) {
        this.steps = figures.list("steps").stream()
                .sorted(Comparator.comparingDouble(step -> step.value("offered_per_s")))
                .toList();
        this.seconds = figures.list("series");
    }

    static List<Chart> of(RunResult result, Figures figures) {
        ServersCharts charts = new ServersCharts(figures);
        List<Chart> all = new ArrayList<>(List.of(percentiles(result)));
        boolean steps = charts.steps.size() > 1;
        if (steps && Double.isNaN(result.capacity())) {
            all.add(charts.cpuByRound(figures.list("steps")));
        } else if (steps) {
            all.add(charts.goodput(result.capacity()));
            all.add(charts.latencyByLoad());
            all.addAll(charts.cpuByLoad());
        }
        if (charts.seconds.size() > 1) {
            all.add(charts.overTime());
            all.addAll(steps ? List.of() : charts.cpuOverTime());
            all.addAll(charts.queue());
            all.addAll(charts.memory());
        }
        return all;
    }

    private static Chart percentiles(RunResult result) {
        List<Curve> lines = new ArrayList<>();
        for (Measured part : result.measured()) {
            if (part.counts().inTime() + part.counts().late() > 0) {
                double[] ys = Arrays.stream(PERCENTILES)
                        .map(percentile -> Math.max(0.01, part.latency(percentile)))
                        .toArray();
                lines.add(new Curve(part.segment().name(), Chart.CurveStyle.LINE, PERCENTILES, ys, LABELS));
            }
        }
        return new Chart(
                "Latency percentiles",
                "p99: the slowest hundredth of the right answers took longer than this.",
                Axis.percentiles("percentile"),
                Axis.log("latency", "ms"),
                lines);
    }

    private Chart goodput(double capacity) {
        double most = steps.get(steps.size() - 1).value("offered_per_s");
        double full = Double.isFinite(capacity) ? Math.min(capacity, most) : most;
        return new Chart(
                "Goodput against offered load",
                "Right answers in time; ideal is everything up to the capacity, and no less beyond it.",
                OFFERED,
                Axis.linear("answers", "1/s"),
                List.of(
                        Curve.reference("ideal", new double[] {0, full, most}, new double[] {0, full, full}),
                        byLoad("answered at all", "answered_per_s"),
                        byLoad("right and in time", "in_time_per_s")));
    }

    private Chart latencyByLoad() {
        return new Chart(
                "Latency against offered load",
                "Of right answers, from the time at which a request was due.",
                OFFERED,
                Axis.log("latency", "ms"),
                List.of(byLoad("p50", "p50_ms"), byLoad("p99", "p99_ms"), byLoad("max", "max_ms")));
    }

    private List<Chart> cpuByLoad() {
        return ifMeasured(
                "cores",
                new Chart(
                        CPU,
                        "Of the service, with what its refusals and drops cost.",
                        OFFERED,
                        CPU_MICROS,
                        List.of(byLoad(CPU, "cpu_us_per_answer"))));
    }

    private Chart cpuByRound(List<Figures> rounds) {
        double[] numbers =
                IntStream.rangeClosed(1, rounds.size()).asDoubleStream().toArray();
        return new Chart(
                "CPU per answer by round",
                "Of the service, in each round of requests.",
                Axis.linear("round", ""),
                CPU_MICROS,
                List.of(Curve.of(CPU, numbers, Curve.column(rounds, "cpu_us_per_answer"))));
    }

    private Chart overTime() {
        return new Chart(
                "Over time",
                "What was offered in each second, and what became of it.",
                TIME,
                Axis.linear("requests", "1/s"),
                List.of(
                        Curve.reference(
                                "offered", Curve.column(seconds, "t_s"), Curve.column(seconds, "offered_per_s")),
                        overTime("right and in time", "in_time_per_s", Tone.GOOD),
                        overTime("late", "late_per_s", Tone.WARNING),
                        overTime("no answer", "lost_per_s", Tone.BAD)));
    }

    private List<Chart> cpuOverTime() {
        double[] each = seconds.stream().mapToDouble(ServersCharts::cpuMicros).toArray();
        return ifMeasured(
                "cores",
                new Chart(
                        CPU,
                        "Of the service, in each second.",
                        TIME,
                        CPU_MICROS,
                        List.of(Curve.of(CPU, Curve.column(seconds, "t_s"), each))));
    }

    private static double cpuMicros(Figures second) {
        double answered = second.value("in_time_per_s");
        return answered > 0 ? second.value("cores") * 1e6 / answered : Double.NaN;
    }

    private List<Chart> queue() {
        return ifMeasured(
                "queue_depth",
                new Chart(
                        "Queue and shed over time",
                        "Requests that wait in the service, and those of this time that it let go of without an answer.",
                        TIME,
                        Axis.linear("requests", ""),
                        List.of(
                                overTime("waiting", "queue_depth", Tone.PLAIN),
                                overTime("shed per second", "shed_per_s", Tone.PLAIN))));
    }

    private List<Chart> memory() {
        return ifMeasured(
                "rss_mb",
                new Chart(
                        "Memory of the service",
                        "Resident, the most in each second.",
                        TIME,
                        Axis.linear("resident memory", "MB"),
                        List.of(overTime("resident", "rss_mb", Tone.PLAIN))));
    }

    private List<Chart> ifMeasured(String name, Chart chart) {
        boolean measured = seconds.stream().anyMatch(second -> Double.isFinite(second.value(name)));
        return measured ? List.of(chart) : List.of();
    }

    private Curve byLoad(String name, String figure) {
        List<String> labels = steps.stream()
                .map(step -> String.valueOf(step.members().get(Figures.NAME)))
                .toList();
        return new Curve(
                name, Chart.CurveStyle.LINE, Curve.column(steps, "offered_per_s"), Curve.column(steps, figure), labels);
    }

    private Curve overTime(String name, String figure, Tone tone) {
        return Curve.of(name, seconds, "t_s", figure, tone);
    }
}

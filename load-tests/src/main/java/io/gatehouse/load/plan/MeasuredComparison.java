package io.gatehouse.load.plan;

import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Curve;
import io.gatehouse.load.report.Chart.CurveStyle;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How the comparison of the simulation with measured storms is shown. */
final class MeasuredComparison {
    /** The factor by which the simulation may be off, as the guide says and a test holds. */
    static final double BOUND = 1.5;

    private static final String NOT_MEASURED =
            "Not measured: storms of superclusters, and of more than two servers. What else is known to be off:"
                    + " docs/guides/sizing.md";

    static final FigureSet<List<Compared>> FIGURES = new FigureSet<List<Compared>>()
            .list(
                    "storms",
                    new FigureSet<Compared>()
                            .text("name", Compared::storm)
                            .text("figure", Compared::figure)
                            .number("measured_least", Compared::least)
                            .number("measured_most", Compared::most)
                            .number("predicted", Compared::predicted)
                            .number("off", Compared::off),
                    storms -> storms);

    private MeasuredComparison() {}

    static Table table(List<Compared> storms) {
        Table table = new Table("storm", "figure", "measured", "predicted", "off");
        for (Compared each : storms) {
            NumberFormat format = format(each.most());
            table.row(each.storm(), each.figure(), measured(each, format), format.text(each.predicted()), off(each));
        }
        return table;
    }

    private static NumberFormat format(double largest) {
        if (largest < 1) {
            return NumberFormat.HUNDREDTHS;
        }
        return largest < 1_000 ? NumberFormat.PLAIN_TENTHS : NumberFormat.WHOLE;
    }

    private static String measured(Compared each, NumberFormat format) {
        String least = format.text(each.least());
        return each.most() > each.least() ? least + " to " + format.text(each.most()) : least;
    }

    private static String off(Compared each) {
        return each.off() == 1 ? "within" : NumberFormat.HUNDREDTHS.text(each.off()) + "x";
    }

    /** What is to be said below the table. */
    static String verdict(List<Compared> storms) {
        Compared worst = storms.stream()
                .max(Comparator.comparingDouble(MeasuredComparison::distance))
                .orElseThrow();
        return "All figures are to be within " + NumberFormat.PLAIN_TENTHS.text(BOUND)
                + " times of what was measured. The furthest off: " + worst.storm() + ", " + worst.figure() + ": "
                + off(worst) + ".\n" + NOT_MEASURED;
    }

    /** By what factor it is off, in whichever direction. */
    static double distance(Compared figure) {
        return Math.max(figure.off(), 1 / figure.off());
    }

    static HtmlPage page(List<Compared> storms) {
        Compared worst = storms.stream()
                .max(Comparator.comparingDouble(MeasuredComparison::distance))
                .orElseThrow();
        HtmlPage page = new HtmlPage("The simulation against measured storms", "simulated");
        page.tile("furthest off", off(worst), worst.figure() + ", " + worst.storm(), distance(worst) <= BOUND);
        return page.chart(chart(storms)).table(table(storms));
    }

    private static Chart chart(List<Compared> storms) {
        double[] numbers =
                IntStream.rangeClosed(1, storms.size()).asDoubleStream().toArray();
        return new Chart(
                "Predicted, of what was measured",
                "Each figure of the table, from above to below: 1 where the prediction is within the range of all runs.",
                Axis.linear("figure", ""),
                Axis.linear("times", ""),
                List.of(
                        new Curve(
                                "predicted",
                                CurveStyle.BARS,
                                numbers,
                                storms.stream().mapToDouble(Compared::off).toArray(),
                                storms.stream()
                                        .map(each -> each.storm() + ": " + each.figure())
                                        .toList()),
                        Curve.reference("most", numbers, always(BOUND, storms.size())),
                        Curve.reference("least", numbers, always(1 / BOUND, storms.size()))));
    }

    private static double[] always(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }
}

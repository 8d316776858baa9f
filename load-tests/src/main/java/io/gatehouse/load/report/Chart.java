package io.gatehouse.load.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plot of a report: lines over a common x axis.
 *
 * @param title what it shows, in a few words
 * @param note a sentence on how to read it, may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 */
public record Chart(String title, String note, Axis x, Axis y, List<Curve> lines) {
    public Chart {
        lines = List.copyOf(lines);
    }

    /** What the page's script draws. */
    Figures figures() {
        return new Figures()
                .put("title", title)
                .put("x", x.figures())
                .put("y", y.figures())
                .put("lines", lines.stream().map(Curve::figures).toList());
    }

    /** How the numbers of an axis are spread. */
    public enum Scale {
        LINEAR,
        LOG,
        /** Per cents, of which those near 100 are spread: 90, 99 and 99.9 lie equally far apart. */
        PERCENTILES
    }

    /**
     * An axis.
     *
     * @param label what it counts, without the unit
     * @param unit the unit, as {@code ms}, {@code 1/s} or {@code %}; may be empty
     */
    public record Axis(String label, String unit, Scale scale) {
        /** A linear axis, which begins at 0. */
        public static Axis linear(String label, String unit) {
            return new Axis(label, unit, Scale.LINEAR);
        }

        /** An axis of percentiles, which must be less than 100. */
        public static Axis percentiles(String label) {
            return new Axis(label, "", Scale.PERCENTILES);
        }

        /** A logarithmic axis; numbers that are not positive are left out. */
        public static Axis log(String label, String unit) {
            return new Axis(label, unit, Scale.LOG);
        }

        private Figures figures() {
            return new Figures().put("label", label).put("unit", unit).put("scale", scale.name());
        }
    }

    /** What a line means, where its colour is to say so. */
    public enum Tone {
        /** The next colour of the palette. */
        PLAIN,
        GOOD,
        WARNING,
        BAD
    }

    /** How a line is drawn. */
    public enum CurveStyle {
        LINE,
        /** Dashed and grey: what would be ideal, or a limit. */
        REFERENCE,
        BARS
    }

    /**
     * A line.
     *
     * @param name for the legend
     * @param xs as many as there are ys
     * @param ys values; NaN is a gap
     * @param labels a text for each point, shown on hover in place of its x; null for none
     * @param tone what its colour says
     */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    public record Curve(
            String name,
            CurveStyle style,
            double[] xs,
            double[] ys,
            @Nullable List<String> labels,
            Tone tone) {
        public Curve(String name, CurveStyle style, double[] xs, double[] ys, @Nullable List<String> labels) {
            this(name, style, xs, ys, labels, Tone.PLAIN);
        }

        public Curve {
            if (xs.length != ys.length) {
                throw new IllegalArgumentException("a line has as many xs as ys");
            }
        }

        public static Curve of(String name, double[] xs, double[] ys) {
            return new Curve(name, CurveStyle.LINE, xs, ys, null);
        }

        public static Curve of(String name, double[] xs, double[] ys, Tone tone) {
            return new Curve(name, CurveStyle.LINE, xs, ys, null, tone);
        }

        /** A line through the rows of a result, by the names of two of their figures. */
        public static Curve of(String name, List<Figures> rows, String x, String y, Tone tone) {
            return of(name, column(rows, x), column(rows, y), tone);
        }

        /** One figure of each row. */
        public static double[] column(List<Figures> rows, String name) {
            return rows.stream().mapToDouble(row -> row.value(name)).toArray();
        }

        public static Curve reference(String name, double[] xs, double[] ys) {
            return new Curve(name, CurveStyle.REFERENCE, xs, ys, null);
        }

        private Figures figures() {
            Figures figures = new Figures()
                    .put("name", name)
                    .put("style", style.name())
                    .put("tone", tone.name())
                    .put("xs", Arrays.stream(xs).boxed().toList())
                    .put("ys", Arrays.stream(ys).boxed().toList());
            return labels == null ? figures : figures.put("labels", labels);
        }
    }
}

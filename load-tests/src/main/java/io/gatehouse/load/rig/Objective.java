package io.gatehouse.load.rig;

import io.gatehouse.load.rig.Samples.Better;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A figure that Gatehouse is held to.
 *
 * @param what the figure, in words
 * @param better which way it should go
 * @param hold the bound that must be met
 * @param stretch the bound that should be met; NaN without one
 * @param unit as it is written after numbers: {@code x}, {@code " ms"}; {@code %} turns a share into
 *     percent
 */
public record Objective(String what, Better better, double hold, double stretch, String unit) {
    /** The unit of a ratio below 1, which is shown as 1/8.0. */
    public static final String PART = "1/";

    /** A figure that may be at most so much. */
    public static Objective atMost(String what, double hold, double stretch, String unit) {
        return new Objective(what, Better.LOWER, hold, stretch, unit);
    }

    /** A figure that must be at least so much. */
    public static Objective atLeast(String what, double hold, double stretch, String unit) {
        return new Objective(what, Better.HIGHER, hold, stretch, unit);
    }

    /** Whether it is about something that must never happen, so that every round counts. */
    public boolean isNever() {
        return better == Better.LOWER && hold == 0;
    }

    /** Whether a value meets the objective; what could not be measured does not. */
    public boolean heldBy(double value) {
        return reaches(value, hold);
    }

    /** Whether a value meets the stretch bound too. */
    public boolean stretchedBy(double value) {
        return reaches(value, Double.isNaN(stretch) ? hold : stretch);
    }

    /** A bound as a table shows it: {@code at most 10 ms}. */
    public String bound(double value) {
        return Double.isNaN(value) ? "" : (better == Better.LOWER ? "at most " : "at least ") + text(value);
    }

    /** A value as a table shows it. */
    public String text(double value) {
        boolean part = unit.equals(PART);
        if (!Double.isFinite(part ? 1 / value : value)) {
            return "not measured";
        }
        if (part) {
            return PART + digits(1 / value);
        }
        return unit.equals("%") ? digits(100 * value) + " %" : digits(value) + unit;
    }

    private boolean reaches(double value, double bound) {
        return better == Better.LOWER ? value <= bound : value >= bound;
    }

    /** About three digits that count, and no zeros at the end. */
    private static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 1 : size >= 1 ? 2 : 3;
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return rounded.stripTrailingZeros().toPlainString();
    }
}

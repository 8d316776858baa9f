package io.gatehouse.load.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a figure is to keep, as CI writes it: {@code in_time>=0.9}, {@code p99_ms<10}, {@code wrong==0},
 * {@code steps[10x].in_time_of_capacity>=0.9}.
 *
 * @param path the figure's path, as {@link Figures#number} takes it
 */
public record Expectation(String path, Relation comparison, double bound) {
    private static final Pattern TEXT = Pattern.compile(
            "\\s*([A-Za-z0-9_.\\[\\]-]+)\\s*(>=|<=|==|!=|>|<)\\s*([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*(%?)\\s*");

    /** How a figure is held against a bound. */
    public enum Relation {
        AT_LEAST(">="),
        AT_MOST("<="),
        EQUAL("=="),
        DIFFERENT("!="),
        MORE(">"),
        LESS("<");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(double value, double bound) {
            return switch (this) {
                case AT_LEAST -> value >= bound;
                case AT_MOST -> value <= bound;
                case EQUAL -> value == bound;
                case DIFFERENT -> value != bound && !Double.isNaN(value);
                case MORE -> value > bound;
                case LESS -> value < bound;
            };
        }

        private static Relation of(String sign) {
            for (Relation comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    /**
     * Reads one; a bound may be written in percent.
     *
     * @throws IllegalArgumentException when it cannot be read; the message says how it is written
     */
    public static Expectation parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--expect '" + text
                    + "' is not NAME, one of >= <= == != > <, and a number, as in --expect 'in_time>=0.9'");
        }
        double bound = Double.parseDouble(matcher.group(3)) / (matcher.group(4).isEmpty() ? 1 : 100);
        return new Expectation(matcher.group(1), Relation.of(matcher.group(2)), bound);
    }

    /** Whether the figures keep the bound; not when the figure is missing or no number. */
    public boolean holds(Figures figures) {
        Double value = figures.number(path);
        return value != null && comparison.holds(value, bound);
    }

    /** What was expected and what was found, in a line. */
    public String verdict(Figures figures) {
        Double value = figures.number(path);
        String found = value == null ? "there is no such figure" : "it is " + number(value);
        return (holds(figures) ? "kept: " : "missed: ") + this + ", " + found;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return path + comparison.sign + number(bound);
    }
}

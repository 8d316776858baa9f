package io.gatehouse.load.report;

import java.util.Locale;

/**
 * How a number is printed; one that is not finite is a dash.
 *
 * @param pattern of {@link String#format} for one number
 * @param factor by which the number is multiplied first
 */
public record NumberFormat(String pattern, double factor) {
    /** A whole number without separators. */
    public static final NumberFormat PLAIN = new NumberFormat("%.0f", 1);

    /** One decimal, without separators. */
    public static final NumberFormat PLAIN_TENTHS = new NumberFormat("%.1f", 1);

    /** Two decimals, without separators. */
    public static final NumberFormat PLAIN_HUNDREDTHS = new NumberFormat("%.2f", 1);

    /** A whole number with separators. */
    public static final NumberFormat WHOLE = grouped(0);

    /** One decimal. */
    public static final NumberFormat TENTHS = grouped(1);

    /** Two decimals. */
    public static final NumberFormat HUNDREDTHS = grouped(2);

    /** Three decimals. */
    public static final NumberFormat THOUSANDTHS = grouped(3);

    /** A share, in percent with two decimals. */
    public static final NumberFormat PERCENT = new NumberFormat("%,.2f %%", 100);

    /** A share, in percent with one decimal. */
    public static final NumberFormat PERCENT_TENTHS = new NumberFormat("%,.1f %%", 100);

    /** Seconds with two decimals. */
    public static final NumberFormat SECONDS = new NumberFormat("%.2f s", 1);

    /** Milliseconds, as seconds with two decimals. */
    public static final NumberFormat MILLIS_AS_SECONDS = new NumberFormat("%.2f s", 1e-3);

    /** Milliseconds. */
    public static final NumberFormat MILLIS = new NumberFormat("%,.0f ms", 1);

    private static NumberFormat grouped(int decimals) {
        return new NumberFormat("%,." + decimals + "f", 1);
    }

    /** A number as text. */
    public String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value * factor) : "-";
    }
}

package io.gatehouse.load.report;

import java.util.Locale;

/**
 * How a number is printed; one that is not finite is a dash.
 *
 * @param pattern of {@link String#format} for one number
 * @param factor by which the number is multiplied first
 */
public record Format(String pattern, double factor) {
    /** A whole number without separators. */
    public static final Format PLAIN = new Format("%.0f", 1);

    /** One decimal, without separators. */
    public static final Format PLAIN_TENTHS = new Format("%.1f", 1);

    /** Two decimals, without separators. */
    public static final Format PLAIN_HUNDREDTHS = new Format("%.2f", 1);

    /** A whole number with separators. */
    public static final Format WHOLE = grouped(0);

    /** One decimal. */
    public static final Format TENTHS = grouped(1);

    /** Two decimals. */
    public static final Format HUNDREDTHS = grouped(2);

    /** Three decimals. */
    public static final Format THOUSANDTHS = grouped(3);

    /** A share, in percent with two decimals. */
    public static final Format PERCENT = new Format("%,.2f %%", 100);

    /** A share, in percent with one decimal. */
    public static final Format PERCENT_TENTHS = new Format("%,.1f %%", 100);

    /** Seconds with two decimals. */
    public static final Format SECONDS = new Format("%.2f s", 1);

    /** Milliseconds, as seconds with two decimals. */
    public static final Format MILLIS_AS_SECONDS = new Format("%.2f s", 1e-3);

    /** Milliseconds. */
    public static final Format MILLIS = new Format("%,.0f ms", 1);

    private static Format grouped(int decimals) {
        return new Format("%,." + decimals + "f", 1);
    }

    /** A number as text. */
    public String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value * factor) : "-";
    }
}

package io.gatehouse.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: a whole number and a unit of {@code B KiB MiB GiB}. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)");

    private Sizes() {}

    /**
     * The bytes of a text such as {@code 32MiB}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; write a whole number and a unit, such as 512KiB or 32MiB");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "B" -> amount;
            case "KiB" -> amount << 10;
            case "MiB" -> amount << 20;
            default -> amount << 30;
        };
    }

    /** The size in its largest unit that divides it. */
    static String format(long bytes) {
        for (int unit = 3; unit > 0; unit--) {
            if (bytes != 0 && bytes % (1L << (10 * unit)) == 0) {
                return (bytes >> (10 * unit)) + (unit == 3 ? "GiB" : unit == 2 ? "MiB" : "KiB");
            }
        }
        return bytes + "B";
    }
}

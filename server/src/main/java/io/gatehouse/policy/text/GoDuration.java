package io.gatehouse.policy.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Go and NATS write them ({@code 1h30m}, {@code 1.5s}), and days ({@code 7d}). */
public final class GoDuration {
    private static final int LONGEST_TEXT = 64;
    private static final Pattern PART =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?|\\.\\d{1,9})(ns|us|µs|μs|ms|s|m|h|d)");

    private GoDuration() {}

    /** The duration of a text with an optional sign; null when it is none or has no room in 64 bits of nanoseconds. */
    public static @Nullable Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.isEmpty() || rest.length() > LONGEST_TEXT) {
            return null;
        }
        BigDecimal nanos = rest.equals("0") ? BigDecimal.ZERO : nanos(rest);
        if (nanos == null || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return null;
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static @Nullable BigDecimal nanos(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                return null;
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            end = part.end();
        }
        return sum;
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 1_000;
        };
    }
}

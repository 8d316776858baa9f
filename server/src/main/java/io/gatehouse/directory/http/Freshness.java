package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebAnswer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be remembered, as it says itself ({@code Cache-Control} and {@code Age}, RFC 9111).
 *
 * @param maxAge null where it does not say
 */
record Freshness(@Nullable Duration maxAge) {
    private static final String MAX_AGE = "max-age=";

    /** Fits a year and more into a number of any kind. */
    private static final String SECONDS = "\\d{1,9}";

    /** Of an answer; what cannot be understood is passed over. */
    static Freshness of(WebAnswer answer) {
        String control = answer.header("Cache-Control");
        if (control == null) {
            return new Freshness(null);
        }
        Duration most = null;
        for (String each : control.toLowerCase(Locale.ROOT).split(",", -1)) {
            String directive = each.strip();
            if (directive.equals("no-store") || directive.equals("no-cache")) {
                return new Freshness(Duration.ZERO);
            }
            String seconds = directive.startsWith(MAX_AGE)
                    ? directive.substring(MAX_AGE.length()).replace("\"", "")
                    : "";
            if (seconds.matches(SECONDS)) {
                most = Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return new Freshness(most == null ? null : most.minus(age(answer)));
    }

    private static Duration age(WebAnswer answer) {
        String age = answer.header("Age");
        return age != null && age.strip().matches(SECONDS)
                ? Duration.ofSeconds(Long.parseLong(age.strip()))
                : Duration.ZERO;
    }

    /** Whether it may be given to nobody else. */
    boolean isOver() {
        return maxAge != null && (maxAge.isZero() || maxAge.isNegative());
    }
}

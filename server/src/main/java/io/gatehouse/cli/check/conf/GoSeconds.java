package io.gatehouse.cli.check.conf;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Go writes them, such as {@code 2500ms} or {@code 1m30s}, in seconds. */
final class GoSeconds {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Double> UNITS =
            Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "μs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

    private GoSeconds() {}

    /** The seconds of a duration; null when the text is none. */
    static @Nullable Double parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0.0;
        }
        Matcher part = PART.matcher(rest);
        double sum = 0;
        int end = 0;
        while (end < rest.length() && part.find(end) && part.start() == end) {
            sum += Double.parseDouble(part.group(1)) * UNITS.getOrDefault(part.group(2), 1.0);
            end = part.end();
        }
        return end == 0 || end < rest.length() ? null : text.startsWith("-") ? (Double) (-sum) : (Double) sum;
    }
}

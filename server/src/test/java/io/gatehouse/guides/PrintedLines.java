package io.gatehouse.guides;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what a page says that a command prints with what it prints: every line of the page must be there, in its order.
 * Numbers, durations, keys, hashes and the width of columns may differ, and {@code ...} stands for anything.
 */
final class PrintedLines {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern HASHES = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
    private static final Pattern KEYS = Pattern.compile("\\b[A-Z][A-Z2-7]{55,57}\\b|\\b[A-Za-z0-9]{22}\\b");
    private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)?(E-\\d+)?(ns|µs|ms|s)?");
    private static final Pattern WIDTHS = Pattern.compile("[ ─]+");

    private PrintedLines() {}

    /** The expected lines, from the first that is missing on; none when all are there. */
    static List<String> missing(List<String> expected, List<String> printed) {
        int found = 0;
        for (String line : printed) {
            if (found < expected.size() && matches(expected.get(found), line)) {
                found++;
            }
        }
        return expected.subList(found, expected.size());
    }

    private static boolean matches(String expected, String printed) {
        String pattern = Stream.of(likeAllOthers(expected).split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, likeAllOthers(printed));
    }

    private static String likeAllOthers(String line) {
        String text = COLOURS.matcher(line).replaceAll("");
        text = HASHES.matcher(text).replaceAll("<hash>");
        text = KEYS.matcher(text).replaceAll("<key>");
        text = NUMBERS.matcher(text).replaceAll("#");
        return WIDTHS.matcher(text).replaceAll(" ").strip();
    }
}

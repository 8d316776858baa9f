package io.gatehouse.load.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named figures in the order in which they were put: numbers, texts, truths, figures in figures, and lists of these. Names
 * are snake_case and end in their unit ({@code p99_ms}, {@code rss_max_mb}); a share is from 0 to 1. Not for
 * several threads.
 */
public final class Figures {
    /** What a list entry may be found by instead of its index: {@code steps[10x]}. */
    public static final String NAME = "name";

    /** A dot, but not one in brackets: {@code steps[0.8x]}. */
    private static final Pattern DOT = Pattern.compile("\\.(?![^\\[]*])");

    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * Adds a member.
     *
     * @param value a number, which is null in the JSON when it is not finite, and fails every expectation then; a text; true
     *     or false; figures; or a list of figures, texts or numbers
     */
    public Figures put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** The members in their order, which are what the JSON has. */
    @JsonValue
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /**
     * The number at a path such as {@code in_time}, {@code latency.p99_ms}, {@code steps[0].in_time}, {@code
     * steps[-1].in_time} (the last) or {@code steps[10x].in_time} (the one with that {@code name}); null when there is
     * none.
     */
    public @Nullable Double number(String path) {
        Object found = this;
        for (String part : DOT.split(path, -1)) {
            found = found instanceof Figures figures ? figures.step(part) : null;
        }
        if (found instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        return found instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** The number at a path; NaN when there is none, or it is not finite. */
    public double value(String path) {
        Double number = number(path);
        return number == null || !Double.isFinite(number) ? Double.NaN : number;
    }

    /** The figures of a list; empty when there is no such list. */
    public List<Figures> list(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(Figures.class::cast).toList()
                : List.of();
    }

    /** The figures under a name; none when there are none. */
    public Figures group(String name) {
        return members.get(name) instanceof Figures group ? group : new Figures();
    }

    private @Nullable Object step(String part) {
        int bracket = part.indexOf('[');
        if (bracket < 0) {
            return members.get(part);
        }
        if (!part.endsWith("]") || !(members.get(part.substring(0, bracket)) instanceof List<?> list)) {
            return null;
        }
        return entry(list, part.substring(bracket + 1, part.length() - 1));
    }

    private static @Nullable Object entry(List<?> list, String key) {
        for (Object entry : list) {
            if (entry instanceof Figures figures && key.equals(figures.members.get(NAME))) {
                return entry;
            }
        }
        try {
            int index = Integer.parseInt(key);
            int at = index < 0 ? list.size() + index : index;
            return at >= 0 && at < list.size() ? list.get(at) : null;
        } catch (NumberFormatException noIndex) {
            return null;
        }
    }
}

package io.gatehouse.load.report;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a result: what it is called, where it comes from, and how it is printed. JSON, text tables, Markdown and
 * pages follow from it.
 *
 * @param <S> what it is a figure of
 * @param name in JSON and in {@code --expect}: snake_case, ending in its unit
 * @param label the heading of its column, or its row; null for a figure that has no column
 * @param format how a number is printed
 * @param value a number, a text, a truth, figures or a list of figures
 */
public record Figure<S>(String name, @Nullable String label, NumberFormat format, Function<S, Object> value) {
    /** The figure of a subject as tables and pages print it. */
    public String text(S subject) {
        return value.apply(subject) instanceof Number number
                ? format.text(number.doubleValue())
                : String.valueOf(value.apply(subject));
    }
}

package io.gatehouse.load.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * All figures of a kind of result, in their order. Built once, then read by many threads.
 *
 * @param <S> what they are figures of
 */
public final class FigureSet<S> {
    private final List<Figure<S>> figures = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    /** A number that is in the JSON only; one that is not finite is null there. */
    public FigureSet<S> number(String name, ToDoubleFunction<S> value) {
        return number(name, NumberFormat.PLAIN, value);
    }

    /** A number that has no column of its own. */
    public FigureSet<S> number(String name, NumberFormat format, ToDoubleFunction<S> value) {
        return add(new Figure<>(name, null, format, value::applyAsDouble), name);
    }

    /** A number that tables print. */
    public FigureSet<S> number(String name, String label, NumberFormat format, ToDoubleFunction<S> value) {
        return add(new Figure<>(name, label, format, value::applyAsDouble), name);
    }

    /** A whole number that is in the JSON only. */
    public FigureSet<S> count(String name, ToLongFunction<S> value) {
        return add(new Figure<>(name, null, NumberFormat.WHOLE, value::applyAsLong), name);
    }

    /** A whole number that tables print. */
    public FigureSet<S> count(String name, String label, NumberFormat format, ToLongFunction<S> value) {
        return add(new Figure<>(name, label, format, value::applyAsLong), name);
    }

    /** True or false, which an expectation compares as 1 or 0. */
    public FigureSet<S> flag(String name, Function<S, Boolean> value) {
        return add(new Figure<>(name, null, NumberFormat.PLAIN, value::apply), name);
    }

    /** A text that is in the JSON only. */
    public FigureSet<S> text(String name, Function<S, String> value) {
        figures.add(new Figure<>(name, null, NumberFormat.PLAIN, value::apply));
        return this;
    }

    /** A text that tables print. */
    public FigureSet<S> text(String name, String label, Function<S, String> value) {
        figures.add(new Figure<>(name, label, NumberFormat.PLAIN, value::apply));
        return this;
    }

    /** The figures of a part, under a name of their own: {@code storm.clients}. */
    public <P> FigureSet<S> group(String name, FigureSet<P> set, Function<S, P> part) {
        figures.add(new Figure<>(name, null, NumberFormat.PLAIN, subject -> set.figures(part.apply(subject))));
        return known(name + ".", set);
    }

    /** The figures of several parts: {@code steps[0].late}. */
    public <P> FigureSet<S> list(String name, FigureSet<P> set, Function<S, List<P>> parts) {
        figures.add(new Figure<>(name, null, NumberFormat.PLAIN, subject -> set.figures(parts.apply(subject))));
        return known(name + "[].", set);
    }

    /** The figures of several parts that were taken before, by the same set. */
    public FigureSet<S> rows(String name, FigureSet<?> set, Function<S, List<Figures>> rows) {
        figures.add(new Figure<>(name, null, NumberFormat.PLAIN, rows::apply));
        return known(name + "[].", set);
    }

    /** The figures of a part, among these. */
    public <P> FigureSet<S> include(FigureSet<P> set, Function<S, P> part) {
        for (Figure<P> figure : set.figures) {
            Function<S, Object> value = figure.value().compose(part);
            figures.add(new Figure<>(figure.name(), figure.label(), figure.format(), value));
        }
        return known("", set);
    }

    private FigureSet<S> add(Figure<S> figure, String path) {
        figures.add(figure);
        paths.add(path);
        return this;
    }

    private FigureSet<S> known(String prefix, FigureSet<?> set) {
        set.paths.forEach(path -> paths.add(prefix + path));
        return this;
    }

    /** The paths of all numbers, for {@code --expect}; those in lists as {@code steps[].late}. */
    public Collection<String> paths() {
        return new TreeSet<>(paths);
    }

    /** The figures of a subject. */
    public Figures figures(S subject) {
        Figures found = new Figures();
        figures.forEach(figure -> found.put(figure.name(), figure.value().apply(subject)));
        return found;
    }

    /** The figures of several subjects. */
    public List<Figures> figures(List<S> subjects) {
        return subjects.stream().map(this::figures).toList();
    }

    /** A table with a row for each subject and a column for each figure that has a label. */
    public Table table(List<S> subjects) {
        List<Figure<S>> columns =
                figures.stream().filter(figure -> figure.label() != null).toList();
        Table table = new Table(
                columns.stream().map(figure -> String.valueOf(figure.label())).toArray(String[]::new));
        for (S subject : subjects) {
            table.row(columns.stream().map(column -> column.text(subject)).toArray(String[]::new));
        }
        return table;
    }

    /** Adds a row: a label, and one or more figures of a subject. */
    public void row(Table table, S subject, String label, String... names) {
        table.row(label, Arrays.stream(names).map(name -> text(name, subject)).collect(Collectors.joining(", ")));
    }

    /** A figure as tables and pages print it. */
    public String text(String name, S subject) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no figure " + name))
                .text(subject);
    }
}

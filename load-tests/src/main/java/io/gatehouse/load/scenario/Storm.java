package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A step profile that one service went through: 1x, 2x and more of what it can answer.
 *
 * @param capacity the highest rate with 99.9 % in time, as the load tool found it
 * @param steps what each step brought, by its name
 * @param figures as the load tool gave them
 */
record Storm(double capacity, Map<String, Reading> steps, Figures figures) {
    static Storm of(Figures figures) {
        Map<String, Reading> steps = new LinkedHashMap<>();
        each(figures)
                .forEach(step ->
                        steps.put(String.valueOf(step.figures().members().get(Figures.NAME)), step));
        Double capacity = figures.number("capacity_per_s");
        return new Storm(capacity == null ? Double.NaN : capacity, steps, figures);
    }

    /** What each step brought, in their order. */
    static List<Reading> each(Figures figures) {
        List<Reading> steps = new ArrayList<>();
        if (figures.members().get("steps") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Figures step) {
                    steps.add(new Reading(step));
                }
            }
        }
        return steps;
    }

    /** One figure of each round. */
    static Samples samples(List<Storm> rounds, ToDoubleFunction<Storm> figure) {
        return new Samples(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    /** The names of the steps, in their order: {@code 10x}. */
    Set<String> names() {
        return steps.keySet();
    }

    /** What a step brought; NaN all over when there was no such step. */
    Reading step(String name) {
        return steps.getOrDefault(name, Reading.NONE);
    }

    /** Right answers in time a second, as a share of the capacity. */
    double goodputOfCapacity(String step) {
        return step(step).goodput() / capacity;
    }

    /** The most of all steps. */
    double most(ToDoubleFunction<Reading> figure) {
        return steps.values().stream().mapToDouble(figure).max().orElse(Double.NaN);
    }

    /** Wrong answers of the whole run, what was sent before, between and behind the steps included. */
    double wrong() {
        return new Reading(figures).wrong();
    }

    String inWords() {
        return String.format(Locale.ROOT, "capacity %.0f/s; in time ", capacity)
                + steps.keySet().stream()
                        .map(name -> String.format(Locale.ROOT, "%s %.0f %%", name, 100 * goodputOfCapacity(name)))
                        .collect(Collectors.joining(", "));
    }
}

package io.gatehouse.policy.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A template with the values of a login: how many texts become of it is known before the first is made. */
final class Expansion {
    private final Template template;

    /** For each placeholder, the first that is the same: these always have the same value. */
    private final int[] first;

    /** For each placeholder its values, as they stand in the texts. */
    private final List<List<String>> values;

    private Expansion(Template template, int[] first, List<List<String>> values) {
        this.template = template;
        this.first = first;
        this.values = values;
    }

    static Expansion of(Template template, TemplateValues login, TemplatePlace place, ValueHandling handling)
            throws TemplateException {
        List<Placeholder> placeholders = template.placeholders();
        int[] first = new int[placeholders.size()];
        List<List<String>> values = new ArrayList<>(placeholders.size());
        for (int i = 0; i < first.length; i++) {
            Placeholder placeholder = placeholders.get(i);
            first[i] = placeholders.indexOf(placeholder);
            values.add(values(new ValueFit(template, i, place, handling), placeholder, login));
        }
        return new Expansion(template, first, values);
    }

    /** All values of a placeholder; sorted, since groups have no order. */
    private static List<String> values(ValueFit fit, Placeholder placeholder, TemplateValues login)
            throws TemplateException {
        Collection<String> found = placeholder.function().of(login, placeholder.argument());
        if (found.isEmpty()) {
            throw fit.template()
                    .cannotBeFilled(placeholder.noun() + " has no value here: give the rule a condition that"
                            + " holds only where there is one");
        }
        if (found.size() > Template.MOST) {
            throw fit.template().cannotBeFilled(placeholder.noun() + " has more than " + Template.MOST + " values");
        }
        List<String> fitting = new ArrayList<>(found.size());
        for (String value : new TreeSet<>(found)) {
            fitting.add(fit.fit(value));
        }
        return fitting;
    }

    /** The number of texts: the product of the numbers of values, or a number beyond any bound. */
    long count() {
        long product = 1;
        for (int i = 0; i < first.length; i++) {
            if (first[i] == i) {
                product = Math.min(Integer.MAX_VALUE, product * values.get(i).size());
            }
        }
        return product;
    }

    /** The characters of all texts, when their number is within bounds. */
    long characters() {
        long count = count();
        long characters = 0;
        for (String literal : template.literals()) {
            characters += count * literal.length();
        }
        for (List<String> each : values) {
            long together = each.stream().mapToLong(String::length).sum();
            characters += count / each.size() * together;
        }
        return characters;
    }

    /** Adds the texts: the last placeholder's values change fastest. */
    void addTo(Set<String> texts) {
        int[] chosen = new int[first.length];
        do {
            texts.add(text(chosen));
        } while (next(chosen));
    }

    private String text(int[] chosen) {
        StringBuilder text = new StringBuilder(template.literals().get(0));
        for (int i = 0; i < first.length; i++) {
            text.append(values.get(i).get(chosen[first[i]]))
                    .append(template.literals().get(i + 1));
        }
        return text.toString();
    }

    /** Goes on to the next choice of values; false after the last. */
    private boolean next(int[] chosen) {
        for (int i = first.length - 1; i >= 0; i--) {
            if (first[i] == i) {
                chosen[i]++;
                if (chosen[i] < values.get(i).size()) {
                    return true;
                }
                chosen[i] = 0;
            }
        }
        return false;
    }
}

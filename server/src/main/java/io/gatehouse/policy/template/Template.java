package io.gatehouse.policy.template;

import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with values of a login to be put in, such as {@code orders.{{name()}}.>}; parsed once, at load, and immutable. A
 * placeholder with several values makes as many texts; all of them together, as many as their product.
 */
public final class Template {
    /** So many texts at most become of a template, or of a set of them: as many as nats-server makes of a set. */
    public static final int MOST = 4096;

    /** More characters than any answer can hold that nats-server takes. */
    static final int MOST_CHARACTERS = 1 << 20;

    private final String text;
    private final List<String> literals;
    private final List<Placeholder> placeholders;

    /** @param literals what stands before, between and after the placeholders */
    Template(String text, List<String> literals, List<Placeholder> placeholders) {
        this.text = text;
        this.literals = List.copyOf(literals);
        this.placeholders = List.copyOf(placeholders);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is none; the message says what is wrong with it
     */
    public static Template parse(String text) {
        return new TemplateParser(text).parse();
    }

    /**
     * Returns it when it can stand in that place.
     *
     * @param queue whether a queue group may follow a subject, as it may for subscribing
     * @throws IllegalArgumentException when it cannot; the message says what is wrong with it
     */
    public Template require(TemplatePlace place, boolean queue) {
        String mistake = mistake(place);
        if (mistake != null) {
            throw new IllegalArgumentException("template " + Quoted.of(text) + " " + mistake);
        }
        if (place == TemplatePlace.SUBJECT) {
            SubjectSet.require(String.join("x", literals), queue);
        }
        return this;
    }

    /** Whether it is a text without placeholders. */
    public boolean isConstant() {
        return placeholders.isEmpty();
    }

    /** Whether logins of one identity may get different texts of it. */
    public boolean readsRequest() {
        return placeholders.stream().anyMatch(each -> each.function().readsRequest());
    }

    /** The fields of the client's certificate that it takes. */
    public Set<String> certificateFields() {
        Set<String> fields = new LinkedHashSet<>();
        for (Placeholder each : placeholders) {
            if (each.function() == TemplateFunction.CERTIFICATE) {
                fields.add(each.argument());
            }
        }
        return fields;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * The texts that become of it, each once, in an order that depends on nothing but the values.
     *
     * @throws TemplateException when a value does not fit or is missing, or there would be more than {@link #MOST} texts
     */
    public List<String> expand(TemplateValues values, TemplatePlace place, ValueHandling handling)
            throws TemplateException {
        return expandAll(List.of(this), values, place, handling);
    }

    /**
     * The texts that become of a set of templates, each once, the same way.
     *
     * @throws TemplateException when a value does not fit or is missing, or there would be more than {@link #MOST} texts
     */
    public static List<String> expandAll(
            Collection<Template> set, TemplateValues values, TemplatePlace place, ValueHandling handling)
            throws TemplateException {
        List<Expansion> expansions = new ArrayList<>(set.size());
        long count = 0;
        long characters = 0;
        for (Template template : set) {
            Expansion expansion = template.with(values, place, handling);
            expansions.add(expansion);
            count += expansion.count();
            characters += count > MOST ? 0 : expansion.characters();
            if (count > MOST || characters > MOST_CHARACTERS) {
                throw template.cannotBeFilled("with it there would be more than " + MOST + " texts or "
                        + MOST_CHARACTERS + " characters: give the identity fewer values, or the rule fewer templates");
            }
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Expansion expansion : expansions) {
            expansion.addTo(texts);
        }
        return List.copyOf(texts);
    }

    private Expansion with(TemplateValues values, TemplatePlace place, ValueHandling handling)
            throws TemplateException {
        String mistake = mistake(place);
        if (mistake != null) {
            throw cannotBeFilled(mistake);
        }
        return Expansion.of(this, values, place, handling);
    }

    List<String> literals() {
        return literals;
    }

    List<Placeholder> placeholders() {
        return placeholders;
    }

    /** Why it cannot stand in a place whatever the values are, as the end of a sentence about it; null when it can. */
    @Nullable String mistake(TemplatePlace place) {
        for (int i = 1; i < placeholders.size(); i++) {
            if (!separates(literals.get(i), place)) {
                return place == TemplatePlace.ACCOUNT
                        ? "has two placeholders: the name of an account can have one"
                        : "has two placeholders that only a " + (place == TemplatePlace.TAG ? "colon" : "dot")
                                + " between them would keep apart: \"a-b\" and \"c\" must not be what \"a\" and \"b-c\" are";
            }
        }
        if (place == TemplatePlace.ACCOUNT
                && placeholders.stream().anyMatch(each -> each.function().needsAccount())) {
            return "tells the account by the account";
        }
        return null;
    }

    private static boolean separates(String literal, TemplatePlace place) {
        return switch (place) {
            case SUBJECT -> literal.indexOf('.') >= 0 || literal.indexOf(' ') >= 0;
            case TAG -> literal.indexOf(':') >= 0;
            case ACCOUNT -> false;
            case NAME -> true;
        };
    }

    TemplateException cannotBeFilled(String why) {
        return new TemplateException("template " + Quoted.of(text) + ": " + why);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

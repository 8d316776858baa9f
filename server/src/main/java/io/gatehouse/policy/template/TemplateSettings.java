package io.gatehouse.policy.template;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;

/**
 * How templates are filled.
 *
 * @param values what becomes of values that are not one literal token
 */
public record TemplateSettings(ValueHandling values) {
    private static final Key<ValueHandling> VALUES = Key.choice("template_values", ValueHandling.REFUSE)
            .help("What becomes of a name, tag or attribute that a [template](templates.md) or a scoped key puts into a"
                    + " subject: with `refuse` it must be one literal token, and a login whose value has a dot, a"
                    + " wildcard or white space gets no answer; with `encode` it is"
                    + " [encoded](templates.md#encoding), so that any value is one token and no two are the same.");

    /** Their keys. */
    public static final Section SECTION = Section.of("callout", VALUES);

    /** As it is configured. */
    public static TemplateSettings read(Values root) {
        return new TemplateSettings(root.in(SECTION).get(VALUES));
    }
}

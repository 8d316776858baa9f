package io.gatehouse.policy.template;

/**
 * A function with its argument, as it stands between braces in a template. Wherever it is called twice in one template it has
 * the same value.
 *
 * @param argument empty for a function that takes none
 */
record Placeholder(TemplateFunction function, String argument) {
    /** The values of a login are told for a message without being shown. */
    String noun() {
        return "the " + function.noun() + (argument.isEmpty() ? "" : " " + argument);
    }

    @Override
    public String toString() {
        return "{{" + function.word() + "(" + argument + ")}}";
    }
}

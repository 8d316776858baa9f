package io.gatehouse.policy.template;

import io.gatehouse.policy.text.UserText;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value fits where one of a template's placeholders stands, and what it is written as there.
 *
 * @param index which of the placeholders
 */
record ValueFit(Template template, int index, TemplatePlace place, ValueHandling handling) {
    /** @throws TemplateException when it does not fit */
    String fit(String value) throws TemplateException {
        String mistake = mistake(value);
        if (mistake != null) {
            throw template.cannotBeFilled(template.placeholders().get(index).noun() + " has a value that " + mistake);
        }
        return encodes() ? SubjectToken.encode(value) : value;
    }

    private @Nullable String mistake(String value) {
        if (!UserText.isClean(value)) {
            return "holds a control character, or half of a character";
        }
        return switch (place) {
            case SUBJECT -> encodes() ? null : subjectMistake(value);
            case TAG -> tagMistake(value);
            case ACCOUNT, NAME -> value.isBlank() ? "is empty" : null;
        };
    }

    private boolean encodes() {
        return handling == ValueHandling.ENCODE && place == TemplatePlace.SUBJECT;
    }

    private @Nullable String subjectMistake(String value) {
        String mistake = SubjectToken.mistake(value);
        if (mistake != null) {
            return mistake + ", so that it is no token of a subject" + advice();
        }
        boolean begins = index == 0 && template.literals().get(0).isEmpty();
        return begins && SubjectToken.isReserved(value)
                ? "begins a subject with '" + value.charAt(0) + "', as subjects of nats-server and inboxes do"
                        + advice()
                : null;
    }

    private @Nullable String tagMistake(String value) {
        if (value.isBlank()) {
            return "is empty";
        }
        if (value.indexOf(':') >= 0 && !hasColonBefore()) {
            return "holds a colon, which would make another tag of it";
        }
        String mistake = handling == ValueHandling.ENCODE ? null : SubjectToken.mistake(value);
        return mistake == null ? null : mistake + ", which a tag that gets into subjects must not" + advice();
    }

    private boolean hasColonBefore() {
        return template.literals().subList(0, index + 1).stream().anyMatch(literal -> literal.indexOf(':') >= 0);
    }

    private static String advice() {
        return " (callout.template_values: encode would encode it)";
    }
}

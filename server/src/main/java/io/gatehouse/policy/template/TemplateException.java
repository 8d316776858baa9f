package io.gatehouse.policy.template;

/**
 * A template that cannot be filled with a login's values. The message is for the operator: it names the template, the kind of
 * value and what is wrong with it, and never the value.
 */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Made for each such login, so it carries no stack trace. */
    TemplateException(String message) {
        super(message, null, false, false);
    }
}

package io.gatehouse.policy.template;

/** What becomes of a value that is not one literal token of a subject. */
public enum ValueHandling {
    /** The login gets no answer, and the log says why. */
    REFUSE,
    /** Every value is written in the letters that any token may have, so that different values stay different. */
    ENCODE
}

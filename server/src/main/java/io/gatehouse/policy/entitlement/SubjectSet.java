package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.policy.text.Quoted;
import java.util.List;

/**
 * The subjects that a user may publish or subscribe to: everything, nothing, or some. To nats-server an empty list of allowed
 * subjects is everything; here a list that turns out empty is refused, and everything has to be asked for.
 */
public final class SubjectSet {
    public static final SubjectSet EVERYTHING = new SubjectSet(SubjectRules.NONE);
    public static final SubjectSet NOTHING = new SubjectSet(SubjectRules.NOTHING);

    private final SubjectRules rules;

    private SubjectSet(SubjectRules rules) {
        rules.allow().forEach(subject -> require(subject, true));
        rules.deny().forEach(subject -> require(subject, true));
        this.rules = rules;
    }

    /**
     * The allowed subjects without the denied ones.
     *
     * @throws IllegalArgumentException when none is allowed, or one of them is not a subject
     */
    public static SubjectSet of(List<String> allowed, List<String> denied) {
        return new SubjectSet(new SubjectRules(requireSome(allowed), denied));
    }

    /**
     * Returns the allowed subjects when there are any.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static List<String> requireSome(List<String> allowed) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("is an empty list, which nats-server takes for \"everything\":"
                    + " leave it out to allow everything, or write \"deny\": [\">\"] to allow nothing");
        }
        return allowed;
    }

    /**
     * Everything but these.
     *
     * @throws IllegalArgumentException when one of them is not a subject
     */
    public static SubjectSet except(List<String> denied) {
        return denied.isEmpty() ? EVERYTHING : new SubjectSet(new SubjectRules(List.of(), denied));
    }

    /**
     * Returns the subject when it is one.
     *
     * @param queue whether a queue group may follow after a space, as it may for subscribing
     * @throws IllegalArgumentException when it is none
     */
    public static String require(String subject, boolean queue) {
        String mistake = Subjects.mistake(subject, queue);
        if (mistake != null) {
            throw new IllegalArgumentException("subject " + Quoted.of(subject) + " " + mistake);
        }
        return subject;
    }

    public boolean isEverything() {
        return rules.isEmpty();
    }

    /** As a user JWT says it. */
    public SubjectRules rules() {
        return rules;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectSet that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}

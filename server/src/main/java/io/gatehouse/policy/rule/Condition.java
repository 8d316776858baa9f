package io.gatehouse.policy.rule;

import java.util.function.Predicate;

/**
 * One condition of a rule.
 *
 * @param <T> what it is about: {@link IdentityFacts} or {@link LoginFacts}
 * @param key its key below {@code if}, such as {@code attribute.team}
 * @param wanted what was written for it
 * @param test whether it holds
 */
record Condition<T>(String key, String wanted, Predicate<T> test) {
    static final String TLS = "tls";
    static final String CERTIFICATE = "certificate.";

    /** Whether it looks at the client's TLS state or its certificate. */
    boolean readsTls() {
        return key.equals(TLS) || key.startsWith(CERTIFICATE);
    }

    boolean holds(T facts) {
        return test.test(facts);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return key + ": " + wanted;
    }
}

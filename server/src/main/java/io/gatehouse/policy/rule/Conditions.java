package io.gatehouse.policy.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions of a rule: all of {@code if} must hold, and none of {@code if.not}. Those on the identity are apart from those
 * on the login, since they are looked at once for all logins of an identity.
 */
record Conditions(
        List<Condition<IdentityFacts>> identity,
        List<Condition<LoginFacts>> login,
        List<Condition<IdentityFacts>> notIdentity,
        List<Condition<LoginFacts>> notLogin) {
    /** Of a rule that is for everybody. */
    static final Conditions NONE = new Conditions(List.of(), List.of(), List.of(), List.of());

    private static final String IF = "if.";
    private static final String NOT = "if.not.";

    Conditions {
        identity = List.copyOf(identity);
        login = List.copyOf(login);
        notIdentity = List.copyOf(notIdentity);
        notLogin = List.copyOf(notLogin);
    }

    /** Whether what is asked of the identity is so. */
    boolean holdFor(IdentityFacts facts) {
        return hold(identity, notIdentity, facts);
    }

    /** Whether what is asked of the login is so. */
    boolean holdFor(LoginFacts facts) {
        return hold(login, notLogin, facts);
    }

    /** Whether logins of one identity may differ. */
    boolean readLogin() {
        return !login.isEmpty() || !notLogin.isEmpty();
    }

    /** Whether they look at the client's TLS state or its certificate. */
    boolean readTls() {
        return Stream.concat(login.stream(), notLogin.stream()).anyMatch(Condition::readsTls);
    }

    private static <T> boolean hold(List<Condition<T>> all, List<Condition<T>> none, T facts) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).holds(facts)) {
                return false;
            }
        }
        for (int i = 0; i < none.size(); i++) {
            if (none.get(i).holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** The conditions that keep the rule from holding, as they were written, such as {@code if.group: nurses}. */
    List<String> failing(IdentityFacts facts, LoginFacts loginFacts) {
        List<String> failing = new ArrayList<>();
        addFailing(identity, notIdentity, facts, failing);
        addFailing(login, notLogin, loginFacts, failing);
        return failing;
    }

    private static <T> void addFailing(List<Condition<T>> all, List<Condition<T>> none, T facts, List<String> failing) {
        all.stream().filter(each -> !each.holds(facts)).forEach(each -> failing.add(IF + each));
        none.stream().filter(each -> each.holds(facts)).forEach(each -> failing.add(NOT + each));
    }
}

package io.gatehouse.policy.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules whose conditions on an identity hold: those that hold for each of its logins, and those that also ask something of
 * the login. Immutable; kept for as long as the identity.
 */
public final class Candidates {
    private static final long[] NO_BITS = {};

    private final List<Rule> certain;
    private final Rule[] open;

    private Candidates(List<Rule> certain, List<Rule> open) {
        this.certain = List.copyOf(certain);
        this.open = open.toArray(Rule[]::new);
    }

    static Candidates of(List<Rule> rules, IdentityFacts identity) {
        List<Rule> certain = new ArrayList<>();
        List<Rule> open = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.conditions().holdFor(identity)) {
                (rule.conditions().readLogin() ? open : certain).add(rule);
            }
        }
        return new Candidates(certain, open);
    }

    /** Whether the same rules hold for every login of the identity. */
    public boolean areCertain() {
        return open.length == 0;
    }

    /**
     * Which of the others hold for a login, a bit for each.
     *
     * @param login null when {@link #areCertain()}, or to hear of those that hold for each login
     */
    public long[] held(@Nullable LoginFacts login) {
        if (login == null || open.length == 0) {
            return NO_BITS;
        }
        long[] bits = new long[(open.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < open.length; i++) {
            if (open[i].conditions().holdFor(login)) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return bits;
    }

    /** What those rules give that hold for a login, and for each login. */
    public MergedRules merged(long[] held) {
        List<Rule> rules = new ArrayList<>(certain);
        for (int i = 0; i < open.length && held.length > 0; i++) {
            if ((held[i / Long.SIZE] >>> i & 1) != 0) {
                rules.add(open[i]);
            }
        }
        return MergedRules.of(rules);
    }

    /** Their names, for a message. */
    @Override
    public String toString() {
        return certain.stream().map(Rule::name).toList() + ", maybe "
                + Arrays.stream(open).map(Rule::name).toList();
    }
}

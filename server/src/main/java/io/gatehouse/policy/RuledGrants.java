package io.gatehouse.policy;

import io.gatehouse.policy.rule.Candidates;
import io.gatehouse.policy.rule.LoginFacts;
import io.gatehouse.policy.rule.MergedRules;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rules make of one identity: the rules that may hold for it, found once, and a grant for each set of them that held for a
 * login of late. The grants may be as large as rules make them, so that they give way when memory runs short.
 */
final class RuledGrants implements PreparedGrants {
    /** So many sets of rules are remembered, in a round. */
    static final int MOST = 8;

    private static final Prepared[] NOTHING = {};
    private static final long[] NO_RULES = {};

    private final Policy madeBy;
    private final Candidates candidates;
    /** The newest first; never changed once it is here. */
    private volatile SoftReference<Prepared[]> prepared = new SoftReference<>(NOTHING);

    RuledGrants(Policy madeBy, Candidates candidates) {
        this.madeBy = madeBy;
        this.candidates = candidates;
    }

    @Override
    public boolean isBy(Policy policy) {
        return madeBy == policy;
    }

    Candidates candidates() {
        return candidates;
    }

    /** The grant for a login that asks for an account, or null for none; null when it has to be made. */
    @Nullable Grant known(@Nullable String account) {
        Prepared known = candidates.areCertain() ? find(NO_RULES, account) : null;
        return known == null ? null : known.grant;
    }

    /**
     * The grant for a login, made where there is none.
     *
     * @param account the account that the login asks for; null for none
     * @param maker makes a grant of the rules that hold
     */
    Grant grant(LoginFacts login, @Nullable String account, Maker maker) {
        long[] held = candidates.held(login);
        Prepared known = find(held, account);
        if (known != null) {
            Grant grant = known.grant;
            return grant == null ? maker.make(known.merged, account, login) : grant;
        }
        MergedRules merged = candidates.merged(held);
        Grant made = maker.make(merged, account, login);
        keep(new Prepared(held, account, merged, merged.readsRequest() ? null : made), prepared.get());
        return made;
    }

    private @Nullable Prepared find(long[] held, @Nullable String account) {
        Prepared[] all = prepared.get();
        for (int i = 0; all != null && i < all.length; i++) {
            if (all[i].isFor(held, account)) {
                return all[i];
            }
        }
        return null;
    }

    /** When two threads keep one at the same time, one of the two is made again later. */
    private void keep(Prepared made, Prepared @Nullable [] known) {
        Prepared[] before = known == null ? NOTHING : known;
        Prepared[] after = new Prepared[Math.min(MOST, before.length + 1)];
        after[0] = made;
        System.arraycopy(before, 0, after, 1, after.length - 1);
        prepared = new SoftReference<>(after);
    }

    /** Makes the grant of those rules that hold. */
    @FunctionalInterface
    interface Maker {
        Grant make(MergedRules merged, @Nullable String account, LoginFacts login);
    }

    /** A set of rules that held for a login, with the grant that they make; null when it differs between logins. */
    private static final class Prepared {
        private final long[] held;
        private final @Nullable String account;
        private final MergedRules merged;
        private final @Nullable Grant grant;

        private Prepared(long[] held, @Nullable String account, MergedRules merged, @Nullable Grant grant) {
            this.held = held;
            this.account = account;
            this.merged = merged;
            this.grant = grant;
        }

        private boolean isFor(long[] rules, @Nullable String asked) {
            return Arrays.equals(held, rules) && Objects.equals(account, asked);
        }
    }
}

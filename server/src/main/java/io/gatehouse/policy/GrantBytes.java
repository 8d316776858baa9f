package io.gatehouse.policy;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions.SubjectRules;
import java.util.List;

/** Estimates what a grant takes on the heap. */
final class GrantBytes {
    /** The objects, the JWT's header, and the claims that every user has, in base64. */
    private static final int FIXED = 450;

    /** A compiled source range or window. */
    private static final int COMPILED = 96;

    private GrantBytes() {}

    static int of(Entitlement entitlement) {
        Limits limits = entitlement.limits();
        long text = texts(entitlement);
        long compiled =
                (long) COMPILED * (limits.sources().size() + limits.times().size());
        return (int) Math.min(Integer.MAX_VALUE / 2, FIXED + text * 4 / 3 + compiled);
    }

    /** The characters of all its texts, with quotes and commas. */
    static long texts(Entitlement entitlement) {
        return length(entitlement.name())
                + length(entitlement.account())
                + rules(entitlement.permissions().publish())
                + rules(entitlement.permissions().subscribe())
                + lengths(entitlement.tags())
                + lengths(entitlement.limits().sources());
    }

    private static long rules(SubjectRules rules) {
        return lengths(rules.allow()) + lengths(rules.deny());
    }

    private static long lengths(List<String> texts) {
        long sum = 0;
        for (String text : texts) {
            sum += length(text);
        }
        return sum;
    }

    /** With its quotes and its comma. */
    private static long length(String text) {
        return text.length() + 3L;
    }
}

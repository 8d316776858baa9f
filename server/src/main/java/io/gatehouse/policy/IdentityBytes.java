package io.gatehouse.policy;

import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.UserLimits;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Estimates what an identity takes on the heap, with the grant that is made of it. */
final class IdentityBytes {
    /** The objects, the JWT's header, and the claims that every user has, in base64. */
    private static final int FIXED = 450;

    /** A compiled source range or window. */
    private static final int COMPILED = 96;

    /** An attribute, a value or a group, with its place in a collection. */
    private static final int PART = 96;

    private IdentityBytes() {}

    static int of(Identity identity) {
        Entitlement entitlement = identity.entitlement();
        long granted = entitlement == null ? 0 : grant(entitlement);
        return (int) Math.min(Integer.MAX_VALUE / 2, FIXED + granted + PART * parts(identity) + characters(identity));
    }

    /** The prepared user JWT holds all texts in base64. */
    private static long grant(Entitlement entitlement) {
        UserLimits limits = entitlement.limits();
        long compiled = (long) COMPILED
                * (limits.sources().texts().size() + limits.hours().windows().size());
        return texts(entitlement, List.of()) * 4 / 3 + compiled;
    }

    private static long parts(Identity identity) {
        long parts = identity.groups().size();
        for (List<String> values : identity.attributes().values()) {
            parts += 1 + values.size();
        }
        return parts;
    }

    private static long characters(Identity identity) {
        long characters = lengths(identity.groups()) + lengths(identity.marks());
        for (Map.Entry<String, List<String>> attribute : identity.attributes().entrySet()) {
            characters += length(attribute.getKey()) + lengths(attribute.getValue());
        }
        return 2 * characters;
    }

    /** The characters of all its texts and of these tags, with quotes and commas. */
    static long texts(Entitlement entitlement, List<String> marks) {
        return length(entitlement.name())
                + length(entitlement.account())
                + rules(entitlement.permissions().publish().rules())
                + rules(entitlement.permissions().subscribe().rules())
                + lengths(entitlement.tags())
                + lengths(marks)
                + lengths(entitlement.limits().sources().texts());
    }

    private static long rules(SubjectRules rules) {
        return lengths(rules.allow()) + lengths(rules.deny());
    }

    private static long lengths(Collection<String> texts) {
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

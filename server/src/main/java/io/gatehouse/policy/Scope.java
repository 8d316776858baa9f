package io.gatehouse.policy;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;

/** What a scoped signing key asks of an entitlement. */
final class Scope {
    private Scope() {}

    /**
     * Whether an entitlement fits a scoped signing key: the user JWT can carry no permission and no limit of its own,
     * and its name and tags fill templates such as {@code app.{{name()}}.>}, where a wildcard would widen the scope.
     * Sources, hours and connection types fit, since Gatehouse enforces them itself.
     */
    static boolean fits(Entitlement entitlement) {
        Limits limits = entitlement.limits();
        return entitlement.permissions().equals(Permissions.NONE)
                && limits.subs() == Limits.NO_LIMIT
                && limits.data() == Limits.NO_LIMIT
                && limits.payload() == Limits.NO_LIMIT
                && !entitlement.bearerToken()
                && !entitlement.proxyRequired()
                && literal(entitlement.name())
                && entitlement.tags().stream().allMatch(Scope::literal);
    }

    private static boolean literal(String text) {
        return text.indexOf('*') < 0 && text.indexOf('>') < 0;
    }
}

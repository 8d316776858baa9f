package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import org.jspecify.annotations.Nullable;

/** Checks whether an entitlement fits a scoped signing key. */
final class Scope {
    private Scope() {}

    /**
     * Why an entitlement does not fit a scoped signing key; null when it does. The user JWT can carry no permission and no
     * limit of its own, and its name and tags fill templates such as {@code app.{{name()}}.>}, where anything but one literal
     * token would open another user's subjects. Sources, hours and connection types fit, since Gatehouse enforces them itself.
     *
     * @param allowDots whether names and tags may have more than one token
     */
    static @Nullable String conflict(Entitlement entitlement, boolean allowDots) {
        if (hasRightsOfItsOwn(entitlement)) {
            return "the signing key is scoped: remove permissions, subs, data, payload, bearer_token and proxy_required";
        }
        if (!Literal.fits(entitlement.name(), allowDots)) {
            return "the signing key is scoped, and the user's name is not one literal token of a subject"
                    + (Literal.fits(entitlement.name(), true) ? ": see allow_dots" : "");
        }
        for (String tag : entitlement.tags()) {
            if (!Literal.tagFits(tag, allowDots)) {
                return "the signing key is scoped, and a tag's value is not one literal token of a subject"
                        + (Literal.tagFits(tag, true) ? ": see allow_dots" : "");
            }
        }
        return null;
    }

    private static boolean hasRightsOfItsOwn(Entitlement entitlement) {
        UserLimits limits = entitlement.limits();
        return !entitlement.permissions().equals(UserPermissions.UNRESTRICTED)
                || limits.subs() != UserLimits.NO_LIMIT
                || limits.data() != UserLimits.NO_LIMIT
                || limits.payload() != UserLimits.NO_LIMIT
                || entitlement.bearerToken()
                || entitlement.proxyRequired();
    }
}

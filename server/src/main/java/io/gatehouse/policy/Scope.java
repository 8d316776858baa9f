package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.template.SubjectToken;
import io.gatehouse.policy.template.ValueHandling;
import org.jspecify.annotations.Nullable;

/** Checks whether an entitlement fits a scoped signing key. */
final class Scope {
    private Scope() {}

    /**
     * Why an entitlement does not fit a scoped signing key; null when it does. The user JWT can carry no permission and no
     * limit of its own, and its name and tags fill templates such as {@code app.{{name()}}.>}, where anything but one literal
     * token would open another user's subjects. Sources, hours and connection types fit, since Gatehouse enforces them itself.
     *
     * @param allowDots whether names and tags may have more than one token: they are then neither taken nor encoded
     * @param handling whether names and tags are encoded, so that all of them fit
     */
    static @Nullable String conflict(Entitlement entitlement, boolean allowDots, ValueHandling handling) {
        if (hasRightsOfItsOwn(entitlement)) {
            return "the signing key is scoped: remove permissions, subs, data, payload, bearer_token and proxy_required";
        }
        if (handling == ValueHandling.ENCODE && !allowDots) {
            return null;
        }
        if (!SubjectToken.fits(entitlement.name(), allowDots)) {
            return "the signing key is scoped, and the user's name is not one literal token of a subject"
                    + advice(SubjectToken.fits(entitlement.name(), true));
        }
        for (String tag : entitlement.tags()) {
            if (!SubjectToken.tagFits(tag, allowDots)) {
                return "the signing key is scoped, and a tag's value is not one literal token of a subject"
                        + advice(SubjectToken.tagFits(tag, true));
            }
        }
        return null;
    }

    private static String advice(boolean onlyDots) {
        return onlyDots ? ": see allow_dots and callout.template_values" : ": see callout.template_values";
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

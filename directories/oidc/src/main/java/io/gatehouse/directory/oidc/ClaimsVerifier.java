package io.gatehouse.directory.oidc;

import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.text.Quoted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the claims of a token to what its issuer's tokens must be like, whoever has signed it. */
record ClaimsVerifier(IssuerSettings settings) {
    static final Rejected EXPIRED = new Rejected(DenyReason.EXPIRED, "token_expired");

    /** What is made of a token that only who has a key may bring. */
    static final Rejected BOUND = bad("token_bound_to_a_key");

    /** Why a token is not taken; null when nothing is wrong with its claims. */
    @Nullable Rejected rejection(Claims claims, Instant now) {
        Rejected untimely = untimely(claims, now);
        if (untimely != null) {
            return untimely;
        }
        if (isBound(claims)) {
            return BOUND;
        }
        if (!settings.policy().matches(settings.audiences(), audiences(claims))) {
            return bad("token_for_another_audience: " + words(audiences(claims)));
        }
        if (!isForOurParty(claims)) {
            return bad("token_of_another_party");
        }
        for (ClaimRule rule : settings.rules()) {
            if (!rule.isMetBy(claims)) {
                return bad("token_claim_not_as_required: " + rule.claim());
            }
        }
        if (settings.mappings().name(claims) == null) {
            return bad("token_without_a_name: " + settings.mappings().username().claim());
        }
        String elsewhere = settings.mappings().elsewhere(claims);
        if (elsewhere != null) {
            return bad("token_claim_elsewhere: " + elsewhere);
        }
        return settings.mappings().isUnproved(claims) ? bad("token_email_not_verified") : null;
    }

    /** Whether only who has a key may bring it (RFC 7800), which nobody proves here: whoever has seen it could. */
    static boolean isBound(Claims claims) {
        return claims.has("cnf");
    }

    private @Nullable Rejected untimely(Claims claims, Instant now) {
        Instant end = claims.time("exp");
        if (end == null) {
            return bad("token_without_end");
        }
        if (!end.isAfter(now)) {
            return EXPIRED;
        }
        Instant latest = now.plus(settings.clockSkew());
        return isAfter(claims, "nbf", latest) || isAfter(claims, "iat", latest) ? bad("token_not_yet_valid") : null;
    }

    private static boolean isAfter(Claims claims, String name, Instant latest) {
        if (!claims.has(name)) {
            return false;
        }
        Instant time = claims.time(name);
        return time == null || time.isAfter(latest);
    }

    private static List<String> audiences(Claims claims) {
        return claims.texts("aud");
    }

    /** The first of them, which tells most, and how many more there are. */
    private static String words(List<String> audiences) {
        if (audiences.isEmpty()) {
            return "none";
        }
        int more = audiences.size() - 1;
        String first = Quoted.of(audiences.get(0));
        return first.substring(1, first.length() - 1) + (more == 0 ? "" : " and " + more + " more");
    }

    /** An access token may name its client otherwise (RFC 9068). */
    private boolean isForOurParty(Claims claims) {
        if (settings.authorizedParties().isEmpty()) {
            return true;
        }
        String party = claims.text(claims.has("azp") ? "azp" : "client_id");
        return party != null && settings.authorizedParties().contains(party);
    }

    static Rejected bad(String detail) {
        return new Rejected(DenyReason.BAD_CREDENTIALS, detail);
    }
}

package io.gatehouse.directory.oidc;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.oidc.keys.IssuerKey;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SignatureVerifier;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.policy.Identity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the tokens of one issuer. Of the header only algorithm, type and the key's name count: a key that a token brings
 * along, or says where to get, is never looked at.
 *
 * @param directory the name of the directory
 */
public record TokenVerifier(String directory, IssuerSettings settings, InstantSource clock) {
    /** A token that does not name its key is tried with no more than these. */
    private static final int MOST_TRIED = 8;

    /** As they are written without {@code application/}. A token for another use has another type. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    /** What is made of a token that the key which it names has not signed. */
    private static final Rejected WRONG_SIGNATURE = ClaimsVerifier.bad("token_signature_wrong");

    private static final String MEDIA_TYPE = "application/";

    /** The type of tokens that prove who brings them (RFC 6750). */
    private static final String BEARER = "bearer";

    /** What is made of a token; null when it may be good, and its key is not among these. */
    public @Nullable LookupResult result(UnverifiedToken token, @Nullable IssuerKeys keys) {
        SigningAlgorithm algorithm =
                SigningAlgorithm.of(token.headerText("alg")).orElse(null);
        if (algorithm == null || !settings.algorithms().contains(algorithm)) {
            return ClaimsVerifier.bad("token_algorithm_not_allowed");
        }
        if (!isOrdinary(token)) {
            return ClaimsVerifier.bad("token_header_not_understood");
        }
        Rejected rejection = new ClaimsVerifier(settings).rejection(token.claims(), clock.instant());
        if (rejection != null) {
            return rejection;
        }
        return keys == null ? null : signed(token, algorithm, keys);
    }

    /** Whether it depends on the key still being the one of that name, which providers give to another one after a restart. */
    static boolean isOfItsKey(@Nullable LookupResult result) {
        return WRONG_SIGNATURE.equals(result);
    }

    /** Whether its header asks for nothing that would have to be understood. */
    private static boolean isOrdinary(UnverifiedToken token) {
        Object key = token.header().get("kid");
        Object type = token.header().get("typ");
        return !token.header().containsKey("crit")
                && !token.header().containsKey("b64")
                && (key == null || (key instanceof String id && id.length() <= IssuerKey.LONGEST_ID))
                && (type == null || (type instanceof String text && isKnownType(text.toLowerCase(Locale.ROOT))));
    }

    private static boolean isKnownType(String type) {
        return TYPES.contains(type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type);
    }

    private @Nullable LookupResult signed(UnverifiedToken token, SigningAlgorithm algorithm, IssuerKeys keys) {
        String id = token.headerText("kid");
        List<IssuerKey> candidates = keys.candidates(id, algorithm);
        if (candidates.size() > MOST_TRIED) {
            return ClaimsVerifier.bad("token_does_not_name_its_key");
        }
        for (IssuerKey key : candidates) {
            SignatureVerifier verifier = Objects.requireNonNull(key.verifier(algorithm));
            if (token.isVerifiedBy(verifier)) {
                return found(token.claims(), end(token.claims()));
            }
        }
        boolean isKnown = id != null && !candidates.isEmpty();
        return isKnown ? WRONG_SIGNATURE : null;
    }

    /** What is made of a token that is no JWT, by what its issuer says of it. */
    LookupResult introspected(Claims said) {
        Rejected rejection = rejection(said);
        if (rejection == null) {
            rejection = new ClaimsVerifier(settings).rejection(said, clock.instant());
        }
        return rejection == null ? found(said, end(said)) : rejection;
    }

    /**
     * What is made of a JWT that is good by itself, and of which its issuer says that it is active.
     *
     * @param said what else it says of the token; of that its end counts, where it is sooner
     */
    LookupResult confirmed(UnverifiedToken token, Claims said) {
        Rejected rejection = rejection(said);
        if (rejection != null) {
            return rejection;
        }
        Instant end = end(token.claims());
        Instant other = said.time("exp");
        Instant sooner = other != null && other.isBefore(end) ? other : end;
        return sooner.isAfter(clock.instant()) ? found(token.claims(), sooner) : ClaimsVerifier.EXPIRED;
    }

    /** A refresh token, one that is bound to a key, or one of somebody else is none that could simply be brought. */
    private @Nullable Rejected rejection(Claims said) {
        if (said.has("iss") && !settings.url().equals(said.text("iss"))) {
            return ClaimsVerifier.bad("token_of_another_issuer");
        }
        if (ClaimsVerifier.isBound(said)) {
            return ClaimsVerifier.BOUND;
        }
        return said.has("token_type") && !BEARER.equalsIgnoreCase(said.text("token_type"))
                ? ClaimsVerifier.bad("token_of_another_type")
                : null;
    }

    private static Instant end(Claims claims) {
        return Objects.requireNonNull(claims.time("exp"));
    }

    private Found found(Claims claims, Instant end) {
        ClaimMappings mappings = settings.mappings();
        String name = Objects.requireNonNull(mappings.name(claims));
        Identity identity =
                new Identity(directory, name, mappings.attributes(claims), mappings.groups(claims), null, end);
        return new Found(identity, new Validity(end));
    }
}

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
                return found(token.claims());
            }
        }
        boolean isKnown = id != null && !candidates.isEmpty();
        return isKnown ? WRONG_SIGNATURE : null;
    }

    private Found found(Claims claims) {
        ClaimMappings mappings = settings.mappings();
        String name = Objects.requireNonNull(mappings.name(claims));
        Instant end = Objects.requireNonNull(claims.time("exp"));
        Identity identity =
                new Identity(directory, name, mappings.attributes(claims), mappings.groups(claims), null, end);
        return new Found(identity, new Validity(end));
    }
}

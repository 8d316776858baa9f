package io.gatehouse.directory.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.CurveBasedJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK set (RFC 7517). A key that cannot be used is passed over by itself: one of an unknown type, for encryption, or
 * symmetric, with which everybody who has it could sign.
 *
 * @param algorithms those that the issuer may sign with
 */
public record JwksReader(VerifierFactory verifiers, Set<SigningAlgorithm> algorithms) {
    /** Of a larger set nothing is used. */
    static final int MOST_KEYS = 200;

    public JwksReader {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * Reads one.
     *
     * @throws ProviderException when it is none, or none of its keys can be used
     */
    public IssuerKeys read(byte[] json) {
        List<?> all = list(json);
        if (all.size() > MOST_KEYS) {
            throw new ProviderException("its key set has " + all.size() + " keys, more than " + MOST_KEYS);
        }
        List<IssuerKey> keys = new ArrayList<>();
        for (Object each : all) {
            IssuerKey key = each instanceof Map<?, ?> object ? key(object) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new ProviderException("its key set has no key that can be used: of " + all.size()
                    + ", none is for signatures and for one of the algorithms that are allowed");
        }
        return new IssuerKeys(keys, all.size() - keys.size());
    }

    private static List<?> list(byte[] json) {
        try {
            if (JsonObject.parse(json).get("keys") instanceof List<?> keys) {
                return keys;
            }
        } catch (ParseException e) {
            // is said below
        }
        throw new ProviderException("its key set is no JSON object with a list \"keys\"");
    }

    @SuppressWarnings("unchecked") // names of JSON objects are texts
    private @Nullable IssuerKey key(Map<?, ?> object) {
        try {
            JWK key = JWK.parse((Map<String, Object>) object);
            return isForSignatures(key) ? usable(key) : null;
        } catch (ParseException | JOSEException | RuntimeException e) {
            return null;
        }
    }

    private static boolean isForSignatures(JWK key) {
        Set<KeyOperation> operations = key.getKeyOperations();
        return !(key instanceof OctetSequenceKey)
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (operations == null || operations.isEmpty() || operations.contains(KeyOperation.VERIFY));
    }

    private @Nullable IssuerKey usable(JWK key) throws JOSEException {
        String id = key.getKeyID() == null ? "" : key.getKeyID();
        Map<SigningAlgorithm, SignatureVerifier> uses = new EnumMap<>(SigningAlgorithm.class);
        for (SigningAlgorithm algorithm : algorithms) {
            if (fits(key, algorithm) && mayBe(key, algorithm)) {
                uses.put(algorithm, verifiers.of(key, algorithm));
            }
        }
        return uses.isEmpty() || id.length() > IssuerKey.LONGEST_ID
                ? null
                : new IssuerKey(id, key.computeThumbprint().toString(), uses);
    }

    private static boolean fits(JWK key, SigningAlgorithm algorithm) {
        Curve curve = key instanceof CurveBasedJWK based ? based.getCurve() : null;
        return key.getKeyType().getValue().equals(algorithm.family().name())
                && (curve == null ? "" : curve.getName()).equals(algorithm.curve());
    }

    /** A key that names an algorithm is for no other. */
    private static boolean mayBe(JWK key, SigningAlgorithm algorithm) {
        return key.getAlgorithm() == null
                || SigningAlgorithm.of(key.getAlgorithm().getName())
                        .filter(algorithm::equals)
                        .isPresent();
    }
}

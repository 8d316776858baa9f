package io.gatehouse.directory.oidc.keys;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, as one answer of its had them.
 *
 * @param passedOver how many more there were that cannot be used here
 */
public record IssuerKeys(List<IssuerKey> keys, int passedOver) {
    public IssuerKeys {
        keys = List.copyOf(keys);
    }

    /** The keys that may have made a signature. */
    public List<IssuerKey> candidates(@Nullable String id, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.isNamed(id) && key.verifier(algorithm) != null)
                .toList();
    }

    /** Whether they are the same keys for the same use, in whatever order. */
    boolean areThoseOf(IssuerKeys others) {
        return descriptions().equals(others.descriptions());
    }

    private Set<String> descriptions() {
        return keys.stream().map(IssuerKey::description).collect(Collectors.toSet());
    }
}

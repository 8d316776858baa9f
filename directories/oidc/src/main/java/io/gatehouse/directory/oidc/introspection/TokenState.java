package io.gatehouse.directory.oidc.introspection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a provider says of a token. */
public sealed interface TokenState {
    /**
     * It holds.
     *
     * @param claims what else the provider says of it and of whom it stands for
     */
    record Active(Map<String, Object> claims) implements TokenState {
        public Active {
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }

        /** Without the claims, which are about a person. */
        @Override
        public String toString() {
            return "Active";
        }
    }

    /** It does not: it is over, was revoked, is not one of this provider's, or its user is disabled. */
    enum Inactive implements TokenState {
        INACTIVE
    }
}

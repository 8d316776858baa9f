package io.gatehouse.directory.oidc;

import java.util.List;
import java.util.Set;

/** How many of the configured audiences a token must be for. */
public enum AudienceMatchPolicy {
    /** One at least. */
    MATCH_ANY {
        @Override
        boolean matches(Set<String> wanted, List<String> given) {
            return given.stream().anyMatch(wanted::contains);
        }
    },
    /** All of them. */
    MATCH_ALL {
        @Override
        boolean matches(Set<String> wanted, List<String> given) {
            return given.containsAll(wanted);
        }
    };

    abstract boolean matches(Set<String> wanted, List<String> given);
}

package io.gatehouse.directory.oidc;

import io.gatehouse.policy.text.NamePattern;
import java.util.List;

/**
 * What a token must say.
 *
 * @param claim its name, or its path
 * @param wanted one of these must be its value, or one of its values
 */
public record ClaimRule(String claim, List<NamePattern> wanted) {
    public ClaimRule {
        wanted = List.copyOf(wanted);
    }

    boolean isMetBy(Claims claims) {
        List<String> values = claims.texts(claim);
        return wanted.stream().anyMatch(pattern -> pattern.matchesAny(values));
    }
}

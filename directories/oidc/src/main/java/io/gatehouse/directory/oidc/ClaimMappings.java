package io.gatehouse.directory.oidc;

import io.gatehouse.policy.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the claims of a token.
 *
 * @param username gives the name
 * @param groups gives the groups; null for none
 * @param extra attributes, and the claim that gives the values of each
 */
public record ClaimMappings(MappedClaim username, @Nullable MappedClaim groups, Map<String, String> extra) {
    static final String EMAIL = "email";
    static final String VERIFIED = "email_verified";
    private static final int LONGEST_NAME = 1024;

    public ClaimMappings {
        extra = Map.copyOf(extra);
    }

    /** The name; null when the token has none that can be one. */
    @Nullable String name(Claims claims) {
        String name = claims.text(username.claim());
        return name == null || name.isBlank() || name.length() > LONGEST_NAME || !UserText.isClean(name)
                ? null
                : username.prefix() + name;
    }

    /** Whether the name is an address that its owner has not proved, so that it may be somebody else's. */
    boolean isUnproved(Claims claims) {
        return username.claim().equals(EMAIL) && claims.has(VERIFIED) && !Boolean.TRUE.equals(claims.flag(VERIFIED));
    }

    /**
     * A claim that is mapped, and is to be asked for somewhere else; null when there is none. Without it rules would take the user for
     * somebody without groups, though some of them may refuse it for one.
     */
    @Nullable String elsewhere(Claims claims) {
        Stream<String> others = groups == null ? Stream.of() : Stream.of(groups.claim());
        return Stream.concat(others, extra.values().stream().sorted())
                .filter(claims::isElsewhere)
                .findFirst()
                .orElse(null);
    }

    Set<String> groups(Claims claims) {
        MappedClaim mapped = groups;
        return mapped == null
                ? Set.of()
                : usable(claims.texts(mapped.claim())).stream()
                        .map(group -> mapped.prefix() + group)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Attributes with their values; those that have none that can be one are left out. */
    public Map<String, List<String>> attributes(Claims claims) {
        Map<String, List<String>> attributes = new TreeMap<>();
        extra.forEach((attribute, claim) -> {
            List<String> values = usable(claims.texts(claim));
            if (!values.isEmpty()) {
                attributes.put(attribute, values);
            }
        });
        return attributes;
    }

    private static List<String> usable(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.isBlank() && UserText.isClean(text))
                .toList();
    }
}

package io.gatehouse.directory.oidc;

import io.gatehouse.config.Requirement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are taken, and how clients bring them.
 *
 * @param name of the directory
 * @param user the user name beside which a password is looked at; null for any
 */
record OidcSettings(String name, @Nullable String user, List<IssuerSettings> issuers) {
    OidcSettings {
        Requirement.that(!issuers.isEmpty(), "issuer: must be given");
        issuers = List.copyOf(issuers);
    }

    /** Whether some issuer is asked about tokens that are no JWTs. */
    boolean takesOpaqueTokens() {
        return issuers.stream()
                .map(IssuerSettings::introspection)
                .anyMatch(asked -> asked != null && asked.tokens().areOpaque());
    }
}

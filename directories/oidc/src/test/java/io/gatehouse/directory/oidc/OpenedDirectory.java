package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.keys.VerifierFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Directories as the service opens them, which ask by HTTP. */
final class OpenedDirectory {
    private OpenedDirectory() {}

    static OidcDirectory open(@Nullable String user, IssuerSettings... issuers) {
        return OidcDirectory.open(
                new OidcSettings("sso", user, List.of(issuers)),
                new WebProviderAccess("sso", VerifierFactory.fastest()));
    }
}

package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.keys.KeySource;
import org.jspecify.annotations.Nullable;

/** How issuers are asked, for their keys and about tokens. */
@FunctionalInterface
interface ProviderAccess {
    /** Where the keys of an issuer are from. */
    KeySource keys(IssuerSettings issuer);

    /** What says whether tokens of an issuer hold; null where nobody is asked. */
    default @Nullable Introspection introspection(IssuerSettings issuer) {
        return null;
    }
}

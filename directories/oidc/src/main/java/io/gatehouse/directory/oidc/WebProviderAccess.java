package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.WebIntrospection;
import io.gatehouse.directory.oidc.keys.DiscoveredKeys;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.directory.oidc.keys.WebPages;
import org.jspecify.annotations.Nullable;

/**
 * Issuers that are asked by HTTP.
 *
 * @param directory the name of the directory
 */
record WebProviderAccess(String directory, VerifierFactory verifiers) implements ProviderAccess {
    @Override
    public KeySource keys(IssuerSettings issuer) {
        WebPages pages = WebPages.of(
                directory, issuer.section(), issuer.tls(), issuer.refresh().timeout());
        return new DiscoveredKeys(issuer.url(), issuer.discovery(), issuer.algorithms(), pages, verifiers);
    }

    @Override
    public @Nullable Introspection introspection(IssuerSettings issuer) {
        IntrospectionSettings settings = issuer.introspection();
        return settings == null
                ? null
                : WebIntrospection.open(
                        settings,
                        new WebIntrospection.Provider(
                                directory,
                                issuer.section(),
                                issuer.url(),
                                issuer.discovery(),
                                issuer.tls(),
                                issuer.refresh().timeout()));
    }
}

package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.keys.RefreshSettings;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of issuers. */
final class TestIssuers {
    static final ClaimMappings MAPPINGS = new ClaimMappings(new MappedClaim("sub", ""), null, Map.of());

    private TestIssuers() {}

    static IssuerSettings settings() {
        return settings(TestToken.ISSUER, MAPPINGS, List.of());
    }

    static IssuerSettings settings(String url, ClaimMappings mappings, List<ClaimRule> rules) {
        return new IssuerSettings(
                "directories.sso.issuer",
                url,
                URI.create(url + "/.well-known/openid-configuration"),
                Set.of(TestToken.AUDIENCE),
                AudienceMatchPolicy.MATCH_ANY,
                Set.of(),
                EnumSet.allOf(SigningAlgorithm.class),
                Duration.ofSeconds(30),
                rules,
                mappings,
                TestKeys.REFRESH,
                null,
                TlsSettings.DEFAULT);
    }

    /** A real provider on this machine, asked through a port. */
    static IssuerSettings behind(String url, int port) {
        return asked(
                url, URI.create("http://127.0.0.1:" + port + "/.well-known/openid-configuration"), TestKeys.REFRESH);
    }

    /** A provider whose discovery document is elsewhere, and is asked as is said. */
    static IssuerSettings asked(String url, URI discovery, RefreshSettings refresh) {
        IssuerSettings all = settings(url, MAPPINGS, List.of());
        return changed(
                all,
                discovery,
                all.authorizedParties(),
                all.algorithms(),
                all.mappings(),
                refresh,
                all.introspection());
    }

    /** The same, for tokens that were issued for some clients. */
    static IssuerSettings ofParties(String... parties) {
        IssuerSettings all = settings();
        return changed(
                all,
                all.discovery(),
                Set.of(parties),
                all.algorithms(),
                all.mappings(),
                all.refresh(),
                all.introspection());
    }

    static IssuerSettings withAlgorithms(SigningAlgorithm... algorithms) {
        IssuerSettings all = settings();
        return changed(
                all,
                all.discovery(),
                all.authorizedParties(),
                Set.of(algorithms),
                all.mappings(),
                all.refresh(),
                all.introspection());
    }

    /** The same, with other names. */
    static IssuerSettings mapped(IssuerSettings all, ClaimMappings mappings) {
        return changed(
                all,
                all.discovery(),
                all.authorizedParties(),
                all.algorithms(),
                mappings,
                all.refresh(),
                all.introspection());
    }

    /** The same, asked about tokens. */
    static IssuerSettings asking(IssuerSettings all, IntrospectionSettings introspection) {
        return changed(
                all,
                all.discovery(),
                all.authorizedParties(),
                all.algorithms(),
                all.mappings(),
                all.refresh(),
                introspection);
    }

    /** A token of an issuer that nobody here knows. */
    static String foreignToken() {
        TestKey key = TestKey.generate(SigningAlgorithm.ES256, "other");
        return TestToken.of(key).with("iss", "https://nobody.example.com").signed(key);
    }

    private static IssuerSettings changed(
            IssuerSettings all,
            URI discovery,
            Set<String> parties,
            Set<SigningAlgorithm> algorithms,
            ClaimMappings mappings,
            RefreshSettings refresh,
            @Nullable IntrospectionSettings introspection) {
        return new IssuerSettings(
                all.section(),
                all.url(),
                discovery,
                all.audiences(),
                all.policy(),
                parties,
                algorithms,
                all.clockSkew(),
                all.rules(),
                mappings,
                refresh,
                introspection,
                all.tls());
    }
}

package io.gatehouse.directory.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gatehouse.tls.TlsSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Settings of issuers, and key sets. */
final class TestIssuers {
    static final RefreshSettings REFRESH = new RefreshSettings(
            Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(24), Duration.ofSeconds(5));

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
                REFRESH,
                TlsSettings.DEFAULT);
    }

    /** The same, for tokens that were issued for some clients. */
    static IssuerSettings ofParties(String... parties) {
        IssuerSettings all = settings();
        return new IssuerSettings(
                all.section(),
                all.url(),
                all.discovery(),
                all.audiences(),
                all.policy(),
                Set.of(parties),
                all.algorithms(),
                all.clockSkew(),
                all.rules(),
                all.mappings(),
                all.refresh(),
                all.tls());
    }

    static IssuerSettings withAlgorithms(SigningAlgorithm... algorithms) {
        IssuerSettings all = settings();
        return new IssuerSettings(
                all.section(),
                all.url(),
                all.discovery(),
                all.audiences(),
                all.policy(),
                all.authorizedParties(),
                Set.of(algorithms),
                all.clockSkew(),
                all.rules(),
                all.mappings(),
                all.refresh(),
                all.tls());
    }

    static JwksReader reader() {
        return new JwksReader(VerifierFactory.fastest(), EnumSet.allOf(SigningAlgorithm.class));
    }

    static IssuerKeys keys(TestKey... keys) {
        return reader().read(jwks(Arrays.stream(keys).map(TestKey::jwk)));
    }

    static byte[] jwks(Stream<JWK> keys) {
        return json(keys.map(JWK::toJSONObject).toList());
    }

    static byte[] json(List<Map<String, Object>> keys) {
        return JSONObjectUtils.toJSONString(Map.of("keys", keys)).getBytes(StandardCharsets.UTF_8);
    }
}

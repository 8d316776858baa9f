package io.gatehouse.directory.oidc;

import io.gatehouse.config.Requirement;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.keys.RefreshSettings;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of tokens, and what its tokens must be like.
 *
 * @param section where the configuration tells of it, for messages
 * @param url what tokens call it
 * @param discovery where its discovery document is
 * @param audiences whom its tokens must be for
 * @param authorizedParties for whom they must be issued ({@code azp}); empty for anybody
 * @param algorithms with which of them they may be signed
 * @param clockSkew how far its clock may be before ours
 * @param introspection how it is asked about tokens; null where it is not
 */
public record IssuerSettings(
        String section,
        String url,
        URI discovery,
        Set<String> audiences,
        AudienceMatchPolicy policy,
        Set<String> authorizedParties,
        Set<SigningAlgorithm> algorithms,
        Duration clockSkew,
        List<ClaimRule> rules,
        ClaimMappings mappings,
        RefreshSettings refresh,
        @Nullable IntrospectionSettings introspection,
        TlsSettings tls) {
    public IssuerSettings {
        Requirement.that(!audiences.isEmpty(), "audiences: must not be empty");
        Requirement.that(!algorithms.isEmpty(), "algorithms: must not be empty");
        audiences = Set.copyOf(audiences);
        authorizedParties = Set.copyOf(authorizedParties);
        algorithms = Set.copyOf(algorithms);
        rules = List.copyOf(rules);
    }
}

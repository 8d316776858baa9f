package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.config.Requirement;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is asked about tokens.
 *
 * @param tokens about which of them
 * @param endpoint where; null for where its discovery document says
 * @param credentials what it knows us by
 * @param poolSize how many connections to it there may be
 */
public record IntrospectionSettings(
        IntrospectedTokens tokens, @Nullable WebUrl endpoint, Header credentials, int poolSize) {
    public IntrospectionSettings {
        Requirement.that(poolSize > 0, "pool_size: must be positive");
    }
}

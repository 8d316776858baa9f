package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.config.Requirement;
import io.gatehouse.directory.oidc.IssuerSettings;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.text.NamePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are taken, and how the API server is asked.
 *
 * @param user the user name beside which a password is looked at; null for any
 * @param apiServer where the API server is; its path comes before those of the API
 * @param ownToken the file with our own token; null where the API server is asked without one
 * @param issuers what tokens may have as {@code iss}; empty where the API server is to say it
 * @param namespaces those whose service accounts are taken; empty for all
 * @param token what tokens must be like
 * @param reviewTtl for how long a TokenReview holds
 */
record KubernetesSettings(
        @Nullable String user,
        KubernetesMode mode,
        WebUrl apiServer,
        @Nullable Path ownToken,
        Set<String> issuers,
        List<NamePattern> namespaces,
        AccountNaming naming,
        IssuerSettings token,
        Duration reviewTtl,
        WebSettings web) {
    KubernetesSettings {
        Requirement.that(
                mode != KubernetesMode.TOKEN_REVIEW || ownToken != null,
                "token_file: the API server reviews tokens only for clients that it knows");
        issuers = Set.copyOf(issuers);
        namespaces = List.copyOf(namespaces);
    }

    String name() {
        return web.name();
    }

    /** Whether the service accounts of a namespace are taken. */
    boolean takes(String namespace) {
        return namespaces.isEmpty() || namespaces.stream().anyMatch(pattern -> pattern.matches(namespace));
    }
}

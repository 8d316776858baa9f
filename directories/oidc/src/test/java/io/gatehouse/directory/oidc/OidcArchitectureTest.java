package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModuleArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OidcArchitectureTest extends ModuleArchitecture {
    OidcArchitectureTest() {
        super(
                Map.of(
                        "directory.oidc",
                        Set.of(
                                "claims.request",
                                "config",
                                "crypto",
                                "directory",
                                "directory.oidc.introspection",
                                "directory.oidc.keys",
                                "directory.web",
                                "drops",
                                "passwords",
                                "policy",
                                "policy.text",
                                "tls"),
                        "directory.oidc.kubernetes",
                        Set.of(
                                "claims.jwt",
                                "claims.request",
                                "config",
                                "directory",
                                "directory.oidc",
                                "directory.oidc.keys",
                                "directory.web",
                                "drops",
                                "files",
                                "policy",
                                "policy.text",
                                "tls"),
                        "directory.oidc.introspection",
                        Set.of("config", "directory", "directory.oidc.keys", "directory.web", "drops", "policy", "tls"),
                        "directory.oidc.keys",
                        Set.of(
                                "config",
                                "crypto",
                                "directory",
                                "directory.web",
                                "drops",
                                "policy",
                                "policy.text",
                                "tls")),
                List.of("com.nimbusds."),
                Set.of(
                        "OidcDirectoryType",
                        "OidcKeys",
                        "IssuerReader",
                        "KubernetesDirectoryType",
                        "IntrospectionKeys",
                        "IntrospectionSettings",
                        "SafeUrl",
                        "SigningAlgorithm"));
    }

    /** The library is known where signatures and keys are checked, and nowhere else. */
    @Test
    void theLibraryStaysBesideTheKeys() {
        assertThat(usesOfLibraries(type -> !type.getPackageName().endsWith(".keys")))
                .isEmpty();
    }
}

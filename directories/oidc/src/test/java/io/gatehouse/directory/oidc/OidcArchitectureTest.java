package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.keys.SafeUrl;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.kubernetes.KubernetesDirectoryType;
import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the module knows of Gatehouse, and that nobody gets to know its library. A permission that nobody uses fails too. */
class OidcArchitectureTest {
    /** The package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
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
            Set.of("config", "crypto", "directory.web", "drops", "policy", "policy.text", "tls"));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.directory.oidc");
    private static final String LIBRARY = "com.nimbusds.";

    @Test
    void usesExactlyWhatTheTableAllows() {
        assertThat(MODULE.uses()).isEqualTo(PACKAGES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.notNullMarked()).isEmpty();
    }

    @Test
    void noPackageIsTooLarge() {
        assertThat(MODULE.tooLarge()).isEmpty();
    }

    @Test
    void noCycles() {
        MODULE.verifyNoCycles();
    }

    /** The type is made at every start, tells its keys and reads them, and must not need the library for that. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                OidcDirectoryType.class,
                OidcKeys.class,
                IssuerReader.class,
                KubernetesDirectoryType.class,
                IntrospectionKeys.class,
                IntrospectionSettings.class,
                SafeUrl.class,
                SigningAlgorithm.class
            })
    void whatEveryStartLoadsDoesWithoutTheLibrary(Class<?> type) {
        assertThat(MODULE.classes().get(type).getDirectDependenciesFromSelf())
                .noneMatch(use -> use.getTargetClass().getName().startsWith(LIBRARY));
    }

    /** The library is known where signatures and keys are checked, and nowhere else. */
    @Test
    void theLibraryStaysBesideTheKeys() {
        assertThat(MODULE.classes().stream()
                        .filter(type -> !type.getPackageName().endsWith(".keys"))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use -> use.getTargetClass().getName().startsWith(LIBRARY)))
                .isEmpty();
    }
}

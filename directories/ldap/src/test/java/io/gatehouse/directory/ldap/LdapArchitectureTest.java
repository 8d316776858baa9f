package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the module knows of Gatehouse, and that nobody gets to know its library. A permission that nobody uses fails too. */
class LdapArchitectureTest {
    /** The package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "directory.ldap",
            Set.of(
                    "claims.request",
                    "config",
                    "crypto",
                    "directory",
                    "directory.ldap.domain",
                    "directory.ldap.socket",
                    "drops",
                    "policy",
                    "policy.text",
                    "tls"),
            "directory.ldap.domain",
            Set.of(),
            "directory.ldap.socket",
            Set.of("tls"));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.directory.ldap");
    private static final String LIBRARY = "com.unboundid.";

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

    /** The server loads public classes at every start, and must not need the library for that. */
    @Test
    void noPublicClassUsesTheLibrary() {
        assertThat(MODULE.classes().stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use -> use.getTargetClass().getName().startsWith(LIBRARY)))
                .isEmpty();
    }
}

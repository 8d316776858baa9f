package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import io.gatehouse.testbed.junit.ModuleArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LdapArchitectureTest extends ModuleArchitecture {
    LdapArchitectureTest() {
        super(
                Map.of(
                        "directory.ldap",
                        Set.of(
                                "claims.request",
                                "config",
                                "crypto",
                                "directory",
                                "directory.ldap.domain",
                                "directory.ldap.server",
                                "directory.ldap.socket",
                                "drops",
                                "policy",
                                "policy.text",
                                "tls"),
                        "directory.ldap.domain",
                        Set.of("directory", "policy"),
                        "directory.ldap.server",
                        Set.of("tls"),
                        "directory.ldap.socket",
                        Set.of("tls")),
                List.of("com.unboundid."),
                Set.of("LdapDirectoryType", "LdapKeys", "LdapSettings"));
    }

    /** Public classes are for the server. */
    @Test
    void noPublicClassUsesTheLibrary() {
        assertThat(usesOfLibraries(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .isEmpty();
    }
}

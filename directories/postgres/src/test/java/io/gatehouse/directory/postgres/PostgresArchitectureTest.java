package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import io.gatehouse.testbed.junit.ModulePackages;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the module knows of Gatehouse, and that nobody gets to know its libraries. A permission that nobody uses fails too. */
class PostgresArchitectureTest {
    /** The package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "directory.postgres",
            Set.of(
                    "claims.request",
                    "config",
                    "crypto",
                    "directory",
                    "directory.users",
                    "drops",
                    "nats",
                    "passwords",
                    "policy",
                    "policy.text",
                    "tls"));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.directory.postgres");
    private static final List<String> LIBRARIES = List.of("io.r2dbc.", "reactor.pool.", "reactor.netty.", "io.netty.");

    /** What a configuration is read and checked with: it is loaded at every start. */
    private static final Set<String> OF_EVERY_START = Set.of(
            "PostgresDirectoryType",
            "PostgresKeys",
            "PostgresSettings",
            "UserQuery",
            "QueryReader",
            "LoginValue",
            "DatabaseUrl",
            "DatabaseHost",
            "SslMode",
            "TargetSession",
            "PasswordDecision");

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
    void whatIsLoadedAtEveryStartUsesNoLibrary() {
        assertThat(MODULE.classes().stream()
                        .filter(type -> OF_EVERY_START.contains(type.getSimpleName()))
                        .peek(type -> assertThat(type.getSimpleName()).isNotEmpty())
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use ->
                                LIBRARIES.stream().anyMatch(use.getTargetClass().getName()::startsWith)))
                .isEmpty();
    }

    @Test
    void onlyTheTypeIsPublic() {
        assertThat(MODULE.classes().stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactly("PostgresDirectoryType");
    }
}

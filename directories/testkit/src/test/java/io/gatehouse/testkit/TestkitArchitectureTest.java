package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the testkit knows of Gatehouse: the contract of a directory, and no directory. A permission that nobody uses fails too.
 */
class TestkitArchitectureTest {
    /** The package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "testkit",
            Set.of(
                    "admission",
                    "claims.request",
                    "crypto",
                    "directory",
                    "directory.cache",
                    "directory.chain",
                    "directory.guard",
                    "passwords",
                    "policy",
                    "policy.entitlement",
                    "spans"));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.testkit");

    @Test
    void usesExactlyWhatTheTableAllows() {
        assertThat(MODULE.uses()).isEqualTo(PACKAGES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.notNullMarked()).isEmpty();
    }
}

package io.gatehouse.testbed;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom in the testbed, which knows nothing of Gatehouse. A permission that nobody uses fails too.
 */
class TestbedArchitectureTest {
    /** Each package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.ofEntries(
            entry("testbed", Set.of("testbed.pki", "testbed.tools")),
            entry("testbed.junit", Set.of("testbed", "testbed.tools")),
            entry("testbed.pki", Set.of()),
            entry("testbed.tools", Set.of()));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.testbed");

    @Test
    void everyPackageUsesExactlyThoseThatTheTableAllows() {
        assertThat(MODULE.uses()).isEqualTo(PACKAGES);
    }

    @Test
    void packagesHaveNoCycles() {
        MODULE.verifyNoCycles();
    }

    @Test
    void noPackageHasMoreThanThirtyFiles() {
        assertThat(MODULE.tooLarge()).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.notNullMarked()).isEmpty();
    }
}

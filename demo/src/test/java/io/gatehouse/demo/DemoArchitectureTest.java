package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the demo knows of the product and of the testbed. A permission that nobody uses fails too. */
class DemoArchitectureTest {
    /** The package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "demo",
            Set.of(
                    "cli",
                    "cli.init",
                    "crypto",
                    "logging",
                    "metrics",
                    "nats",
                    "policy.account",
                    "service",
                    "testbed",
                    "testbed.tools"));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.demo");

    @Test
    void usesExactlyWhatTheTableAllows() {
        assertThat(MODULE.uses()).isEqualTo(PACKAGES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.notNullMarked()).isEmpty();
    }
}

package io.gatehouse.bench;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModulePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom in the benchmarks, which have no class in a package of the server. A permission that nobody uses fails too.
 */
class BenchArchitectureTest {
    /** Each package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.ofEntries(
            entry(
                    "bench",
                    Set.of(
                            "audit",
                            "bench.audit",
                            "claims",
                            "claims.jwt",
                            "claims.request",
                            "config",
                            "crypto",
                            "directory",
                            "directory.bucket",
                            "directory.cache",
                            "directory.certificate",
                            "directory.chain",
                            "directory.file",
                            "directory.guard",
                            "directory.http",
                            "directory.kv",
                            "directory.ldap",
                            "directory.nkey",
                            "directory.oidc",
                            "directory.postgres",
                            "directory.token",
                            "drops",
                            "load.backend",
                            "load.request",
                            "load.rig",
                            "load.users",
                            "nats",
                            "passwords",
                            "pipeline",
                            "pipeline.message",
                            "policy",
                            "policy.account",
                            "policy.entitlement",
                            "policy.rule",
                            "policy.template",
                            "policy.text",
                            "spans",
                            "testbed",
                            "testbed.pki",
                            "testbed.tools",
                            "tracing",
                            "warmup")),
            entry("bench.audit", Set.of("audit", "audit.sink", "crypto", "nats", "pipeline", "testbed")),
            entry("flame", Set.of()));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.bench", "io.gatehouse.flame");

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

    /** A class in a package of the server would see what is not public there. */
    @Test
    void noClassIsInAPackageOfTheServer() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "io", "gatehouse"), 1)) {
            assertThat(files.skip(1).map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrder("bench", "flame");
        }
    }
}

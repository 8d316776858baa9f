package io.gatehouse.load;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.ModulePackages;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may know whom in the load tool. A permission that nobody uses fails too. */
class LoadArchitectureTest {
    /** Each package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.ofEntries(
            entry("load.answer", Set.of("claims", "claims.jwt", "crypto", "load.request")),
            entry("load.backend", Set.of("load.options", "load.request", "testbed")),
            entry(
                    "load.cli",
                    Set.of(
                            "load.clients",
                            "load.clients.scenario",
                            "load.compare",
                            "load.options",
                            "load.plan",
                            "load.scenario",
                            "load.servers",
                            "load.users",
                            "testbed",
                            "testbed.tools")),
            entry(
                    "load.clients",
                    Set.of(
                            "claims",
                            "load.clients.engine",
                            "load.clients.policy",
                            "load.clients.wire",
                            "load.clients.workers",
                            "load.nats",
                            "load.options",
                            "load.process",
                            "load.report",
                            "load.request")),
            entry("load.clients.engine", Set.of("load.clients.policy", "load.clients.wire", "load.nats", "transport")),
            entry("load.clients.policy", Set.of()),
            entry(
                    "load.clients.scenario",
                    Set.of(
                            "cli.init",
                            "load.clients",
                            "load.nats",
                            "load.options",
                            "load.process",
                            "load.request",
                            "load.rig",
                            "load.users",
                            "passwords",
                            "testbed",
                            "testbed.tools")),
            entry("load.clients.wire", Set.of("claims", "crypto", "load.clients.policy", "load.nats", "load.request")),
            entry("load.clients.workers", Set.of("load.clients.engine", "load.options")),
            entry(
                    "load.compare",
                    Set.of("claims", "crypto", "load.options", "load.report", "load.request", "load.rig")),
            entry("load.nats", Set.of("claims", "crypto", "transport")),
            entry(
                    "load.options",
                    Set.of(
                            "claims",
                            "crypto",
                            "files",
                            "load.clients.policy",
                            "load.nats",
                            "load.process",
                            "load.report",
                            "load.request")),
            entry(
                    "load.plan",
                    Set.of("files", "load.clients.policy", "load.options", "load.plan.storm", "load.report")),
            entry("load.plan.storm", Set.of("admission", "load.clients.policy", "passwords", "pipeline")),
            entry("load.process", Set.of()),
            entry("load.report", Set.of()),
            entry("load.request", Set.of("crypto")),
            entry(
                    "load.rig",
                    Set.of(
                            "crypto",
                            "load.answer",
                            "load.nats",
                            "load.options",
                            "load.report",
                            "load.request",
                            "load.servers",
                            "load.servers.batch",
                            "load.users",
                            "testbed",
                            "testbed.tools")),
            entry(
                    "load.scenario",
                    Set.of(
                            "load.backend",
                            "load.options",
                            "load.report",
                            "load.request",
                            "load.rig",
                            "load.users",
                            "passwords")),
            entry(
                    "load.servers",
                    Set.of(
                            "crypto",
                            "load.answer",
                            "load.nats",
                            "load.options",
                            "load.process",
                            "load.report",
                            "load.request",
                            "load.servers.batch")),
            entry("load.servers.batch", Set.of("crypto", "load.answer", "load.nats", "load.report", "load.request")),
            entry("load.users", Set.of("load.options", "load.report", "load.request", "passwords")));

    private static final ModulePackages MODULE = ModulePackages.of("io.gatehouse.load");

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

package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.guard.backend.GuardSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands before a backend, for all directories and for each. */
class GuardKeysTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";

    @TempDir
    private Path dir;

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, Map.of()).load(ISSUER + yaml);
    }

    private List<String> problems(String yaml) throws IOException {
        try {
            load(yaml);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    private GuardSettings guard(String common, String own) throws IOException {
        return load(common + "directories: {staff: {type: file, path: s.json" + own + "}}\n")
                .directories()
                .get(0)
                .guard();
    }

    @Test
    void aDirectoryHasThoseOfAllUnlessItHasItsOwn() throws IOException {
        assertThat(guard("", "")).isEqualTo(GuardSettings.DEFAULT);
        GuardSettings mixed = guard(
                "guard: {stale: 1h, probe_interval: 2s, max_retries: 0}\n",
                ", guard: {stale: 5m, failure_rate_threshold: 80}");
        assertThat(mixed.stale()).isEqualTo(Duration.ofMinutes(5));
        assertThat(mixed.failureRate()).isEqualTo(80);
        assertThat(mixed.probeInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(mixed.retries()).isZero();
    }

    @Test
    void whatIsOutOfBoundsIsAMistake() throws IOException {
        assertThat(problems("""
                guard: {failure_rate_threshold: 0, probe_interval: 1ms, max_retries: 2, stale: 25h}
                directories: {staff: {type: file, path: s.json}}
                """))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem).contains(": guard."));
    }

    @Test
    void anAnswerThatSaysItselfUntilWhenItHoldsIsNeverStale() throws IOException {
        String tokens = "directories: {apps: {type: token, path: t.json";
        assertThat(problems(tokens + ", guard: {stale: 1h}}}\n"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("gatehouse.yaml:2:64: directories.apps.guard.stale: an answer of this type of directory"
                        + " says itself until when it holds: remove it");
        assertThat(load("guard: {stale: 1h}\n" + tokens + "}}\n")
                        .directories()
                        .get(0)
                        .guard()
                        .stale())
                .isZero();
    }

    @Test
    void whatIsNotRememberedIsNeverStale() throws IOException {
        assertThat(problems("directories: {staff: {type: file, path: s.json, cache: {ttl: 0s}, guard: {stale: 1h}}}\n"))
                .hasSize(1)
                .first()
                .asString()
                .contains("directories.staff.guard.stale: nothing is remembered with cache.ttl 0s");
        assertThat(guard("guard: {stale: 1h}\n", ", cache: {ttl: 0s}").stale()).isZero();
    }
}

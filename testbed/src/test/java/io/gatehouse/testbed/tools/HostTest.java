package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @TempDir
    Path folder;

    @Test
    void listsExecutablesInTheOrderOfThePath() throws IOException {
        Path first = Scripts.saying(folder.resolve("a/nsc"), "1.0.0");
        Path second = Scripts.saying(folder.resolve("b/nsc"), "2.0.0");
        Files.createDirectories(folder.resolve("c/nsc"));
        Host host = new Host(Map.of("PATH", "%1$s/a::%1$s/c:%1$s/missing:%1$s/b".formatted(folder)));

        assertThat(host.onPath("nsc")).containsExactly(first, second);
    }

    @Test
    void leavesOutFilesThatCannotBeExecuted() throws IOException {
        Files.writeString(folder.resolve("nsc"), "text");

        assertThat(new Host(Map.of("PATH", folder.toString())).onPath("nsc")).isEmpty();
    }

    @Test
    void takesTheCacheFromItsOwnVariableFirst() {
        Map<String, String> all = Map.of("GATEHOUSE_CACHE", "/one", "XDG_CACHE_HOME", "/two", "HOME", "/three");
        assertThat(new Host(all).cache()).isEqualTo(Path.of("/one"));
        assertThat(new Host(Map.of("XDG_CACHE_HOME", "/two", "HOME", "/three")).cache())
                .isEqualTo(Path.of("/two/gatehouse"));
        assertThat(new Host(Map.of("HOME", "/three")).cache()).isEqualTo(Path.of("/three/.cache/gatehouse"));
    }

    @Test
    void countsAnEmptyVariableAsNotSet() {
        assertThat(new Host(Map.of("GATEHOUSE_NSC", " ")).variable("GATEHOUSE_NSC"))
                .isEmpty();
    }
}

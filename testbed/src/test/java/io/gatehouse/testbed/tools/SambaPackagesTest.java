package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SambaPackagesTest {
    @TempDir
    private Path folder;

    private SambaPackages packages() {
        return new SambaPackages(new Host(Map.of("PATH", folder + ":/usr/bin:/bin")));
    }

    @Test
    void saysThatItNeedsRootBeforeItDownloadsAnything() throws Exception {
        Scripts.write(folder.resolve("unshare"), "echo 'unshare failed: Operation not permitted'; exit 1");

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> packages().fetch(ToolSpec.SAMBA_DC, folder.resolve("workspace")))
                .withMessageContaining("runs as root only")
                .withMessageContaining("Operation not permitted");
    }

    @Test
    void offersTheControllerAlone() {
        assertThat(packages().offers(ToolSpec.SAMBA_DC)).isTrue();
        assertThat(packages().offers(ToolSpec.SLAPD)).isFalse();
        assertThat(new DebianPrograms(new Host(Map.of())).offers(ToolSpec.SAMBA_DC))
                .isFalse();
    }
}

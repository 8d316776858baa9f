package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** With the real kernel, where we may. */
final class CpuGroupIT {
    @Test
    void holdsAProcessAndLetsItGo() throws IOException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isWritable(Path.of("/sys/fs/cgroup")),
                "left out: making a cgroup takes root and a writable /sys/fs/cgroup");
        Process process = new ProcessBuilder("sleep", "60").start();
        String name = "gatehouse-test-" + process.pid();
        try (CpuGroup group = CpuGroup.create(CpuController.ofThisMachine(), name)) {
            group.add(process.pid());
            group.limit(0.5);
            assertThat(groupsOf(process)).contains(name);
            group.limit(0);
        } finally {
            process.destroyForcibly();
        }
        assertThat(CpuController.ofThisMachine().folder().resolve(name)).doesNotExist();
    }

    private static String groupsOf(Process process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/cgroup"));
    }
}

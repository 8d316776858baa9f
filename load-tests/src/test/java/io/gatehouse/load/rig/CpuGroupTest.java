package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuGroupTest {
    @TempDir
    Path mounts;

    @Test
    void writesThePeriodAndTheQuotaOfVersion1() throws IOException {
        Path cpu = Files.createDirectory(mounts.resolve("cpu"));
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1");
        CpuGroup group = CpuGroup.create(CpuController.under(mounts), "ours");
        group.limit(0.5);
        assertThat(cpu.resolve("ours/cpu.shares")).hasContent("262144");
        assertThat(cpu.resolve("ours/cpu.cfs_period_us")).hasContent("10000");
        assertThat(cpu.resolve("ours/cpu.cfs_quota_us")).hasContent("5000");
        group.limit(0);
        assertThat(cpu.resolve("ours/cpu.cfs_quota_us")).hasContent("-1");
    }

    @Test
    void writesCpuMaxOfVersion2AndLetsGroupsHaveIt() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpuset cpu io memory\n");
        CpuGroup group = CpuGroup.create(CpuController.under(mounts), "ours");
        group.limit(1.25);
        assertThat(mounts.resolve("cgroup.subtree_control")).hasContent("+cpu");
        assertThat(mounts.resolve("ours/cpu.max")).hasContent("12500 10000");
        assertThat(mounts.resolve("ours/cpu.weight")).hasContent("10000");
        group.limit(0);
        assertThat(mounts.resolve("ours/cpu.max")).hasContent("max 10000");
    }

    @Test
    void leavesTheSubtreeAsItIsWhereItHasTheController() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu memory");
        Files.writeString(mounts.resolve("cgroup.subtree_control"), "memory cpu");
        CpuGroup.create(CpuController.under(mounts), "ours");
        assertThat(mounts.resolve("cgroup.subtree_control")).hasContent("memory cpu");
    }

    @Test
    void takesVersion1WhereVersion2HasNoCpu() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpuset memory");
        Path cpu = Files.createDirectory(mounts.resolve("cpu"));
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1");
        assertThat(CpuController.under(mounts)).isEqualTo(new CpuController.Version1(cpu));
    }

    @Test
    void saysWhatToDoWhereThereIsNone() {
        assertThatThrownBy(() -> CpuController.under(mounts))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining(mounts.toString())
                .hasMessageContaining("--quota 0");
    }

    @Test
    void runsACommandWithinTheGroup() throws Exception {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu");
        CpuGroup group = CpuGroup.create(CpuController.under(mounts), "ours");

        Process process = new ProcessBuilder(group.enter(List.of("sh", "-c", "exit $1", "sh", "42"))).start();

        assertThat(process.waitFor()).isEqualTo(42);
        assertThat(mounts.resolve("ours/cgroup.procs")).hasContent(Long.toString(process.pid()));
    }

    @Test
    void refusesAQuotaThatTheKernelWould() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu");
        CpuGroup group = CpuGroup.create(CpuController.under(mounts), "ours");
        assertThatThrownBy(() -> group.limit(0.05))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("0.1");
    }

    @Test
    void sendsWhoIsLeftBackAndRemovesTheFolder() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu");
        CpuGroup group = CpuGroup.create(CpuController.under(mounts), "ours");
        Path folder = mounts.resolve("ours");
        Files.writeString(folder.resolve("cgroup.procs"), "4711");
        // The kernel removes a group with the files in it; an ordinary folder has to be empty.
        assertThatThrownBy(group::close).isInstanceOf(LoadException.class);
        assertThat(mounts.resolve("cgroup.procs")).hasContent("4711");
        Files.delete(folder.resolve("cgroup.procs"));
        assertThatThrownBy(group::close).isInstanceOf(LoadException.class).hasMessageContaining("removed");
    }
}

package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupProbeTest {
    @TempDir
    Path mounts;

    @Test
    void findsThatThereIsNoController() {
        assertThat(new CgroupProbe(mounts).obstacle()).hasValue("CPU controller of cgroups under " + mounts);
    }

    @Test
    void findsThatANewGroupHasNoQuotaAndLeavesNone() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu");

        assertThat(new CgroupProbe(mounts).obstacle().orElseThrow()).startsWith("quota in a new cgroup: ");
        assertThat(mounts).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void findsThatTheControllerCannotBeWritten() throws IOException {
        Files.writeString(mounts.resolve("cgroup.controllers"), "cpu");
        Files.createDirectory(mounts.resolve("cgroup.subtree_control"));

        assertThat(new CgroupProbe(mounts).obstacle().orElseThrow()).startsWith("cgroups that may be written under ");
    }
}

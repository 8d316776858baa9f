package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FileLimitTest {
    @Test
    void oursIsThatOfOurProcess() {
        assertThat(FileLimit.ours())
                .isPresent()
                .isEqualTo(FileLimit.of(ProcessHandle.current().pid()));
    }

    @Test
    void moreClientsThanFilesNeedMoreProcesses() {
        long each = FileLimit.ours().orElseThrow() - FileLimit.BESIDE;
        int clients = (int) Math.min(each, 1_000_000);

        assertThat(FileLimit.processesFor(clients)).isOne();
        if (each < 1_000_000) {
            assertThat(FileLimit.processesFor(clients + 1)).isEqualTo(2);
            assertThat(FileLimit.allows(ProcessHandle.current().pid(), clients + FileLimit.BESIDE))
                    .isFalse();
        }
    }

    @Test
    void aProcessThatIsGoneIsAllowedEverything() {
        assertThat(FileLimit.allows(Long.MAX_VALUE, 1_000_000)).isTrue();
    }
}

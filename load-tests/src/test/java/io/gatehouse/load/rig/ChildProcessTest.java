package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class ChildProcessTest {
    @Test
    void isThereOnceItSaysReadyAndGoneWhenItIsClosed() {
        ChildProcess service = ChildProcess.start("one", shell("echo starting; echo Ready; exec sleep 60"));
        try (service) {
            assertThat(service.isAlive()).isTrue();
            assertThat(ProcessHandle.of(service.pid())).isPresent();
        }
        assertThat(service.isAlive()).isFalse();
    }

    @Test
    void takesItsEnvironment() {
        LaunchCommand launch =
                new LaunchCommand(List.of("sh", "-c", "echo Ready $SEED; exec sleep 60"), Map.of("SEED", "SA1"));
        try (ChildProcess service = ChildProcess.start("one", launch)) {
            assertThat(service.tail()).contains("Ready SA1");
        }
    }

    @Test
    void showsWhatWasSaidWhenItEndsAtItsStart() {
        assertThatThrownBy(() -> ChildProcess.start("one", shell("echo no such server; exit 1")))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("one ended at its start")
                .hasMessageContaining("no such server");
    }

    /** Much output comes before it, and is still being read when the process has ended. */
    @Test
    void showsTheLastLineOfOneThatHasEnded() {
        try (ChildProcess service =
                ChildProcess.start("one", shell("echo Ready; seq 100000; echo no licence; exit 7"))) {
            while (service.isAlive()) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(service::check)
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("one has ended with 7")
                    .hasMessageContaining("no licence");
        }
    }

    @Test
    void saysWhichProgramIsNotThere() {
        assertThatThrownBy(() -> ChildProcess.start("one", new LaunchCommand(List.of("/no/such/program"), Map.of())))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("one cannot be started");
    }

    @Test
    void showsNoSecrets() {
        ServiceLaunchSettings settings = new ServiceLaunchSettings(
                "nats://x", "service", "secret1", Path.of("users.json"), "secret2", "secret3");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(new GatehouseService("g", Path.of("gatehouse"), List.of())
                        .launch(settings)
                        .toString())
                .doesNotContain("secret");
        assertThat(UserFiles.users("user", 3).login(0).toString()).doesNotContain("password");
    }

    private static LaunchCommand shell(String script) {
        return new LaunchCommand(List.of("sh", "-c", script), Map.of());
    }
}

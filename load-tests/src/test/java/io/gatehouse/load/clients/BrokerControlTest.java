package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerControlTest {
    private static final BrokerPids UNKNOWN = new BrokerPids(List.of(), null);

    @TempDir
    private Path folder;

    @Test
    void aCommandRestartsAndAFileTellsThePid() {
        Path pid = folder.resolve("nats.pid");
        BrokerControl broker =
                new CommandRestart("echo 4711 > " + pid, Duration.ofSeconds(10), new BrokerPids(List.of(pid), null));
        broker.restart();

        assertThat(broker.pids()).containsExactly(4711L);
    }

    @Test
    void aCommandMayTellThePids() {
        assertThat(new BrokerPids(List.of(), "echo 1; echo 2 3").find()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aCommandThatFailsIsShownWithItsWords() {
        CommandRestart broker = new CommandRestart("echo no such unit; exit 5", Duration.ofSeconds(10), UNKNOWN);

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(broker::restart)
                .withMessageContaining("ended with 5: no such unit");
    }

    @Test
    void aCommandThatLeavesAServerBehindIsNotWaitedFor() {
        new CommandRestart("sleep 60 & echo $! > " + folder.resolve("pid"), Duration.ofSeconds(30), UNKNOWN).restart();

        BrokerPids sleeping = new BrokerPids(List.of(folder.resolve("pid")), null);
        ProcessHandle sleeper = ProcessHandle.of(sleeping.find().get(0)).orElseThrow();
        assertThat(sleeper.isAlive()).isTrue();
        sleeper.destroyForcibly();
    }

    @Test
    void killsAndStarts() throws IOException, InterruptedException {
        Process victim = new ProcessBuilder("sleep", "60").start();
        KillAndStart broker = new KillAndStart(List.of(victim.pid()), "exec sleep 60", UNKNOWN);
        broker.restart();

        // It is dead, but this JVM may not have asked for its end yet.
        assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        ProcessHandle started = ProcessHandle.of(broker.pids().get(0)).orElseThrow();
        assertThat(started.isAlive()).isTrue();
        started.destroyForcibly();
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        KillAndStart broker = new KillAndStart(List.of(Long.MAX_VALUE), "true", UNKNOWN);

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(broker::restart)
                .withMessageContaining("there is no such process");
    }

    @Test
    void aFileWithoutAPidIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("pid"), "none\n");

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> new BrokerPids(List.of(file), null).find())
                .withMessageContaining("gives no pid");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> new BrokerPids(List.of(folder.resolve("missing")), null).find())
                .withMessageContaining("cannot be read");
    }
}

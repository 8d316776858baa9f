package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwindingTest {
    @TempDir
    private Path folder;

    @Test
    void closesTheNewestFirstAndKeepsWhatFails() {
        List<String> closed = new ArrayList<>();
        Unwinding opened = new Unwinding();
        opened.add(() -> closed.add("first"));
        opened.add(() -> {
            throw new IllegalStateException("no end");
        });
        opened.add(() -> closed.add("last"));
        Exception cause = new Exception();

        opened.close(cause);

        assertThat(closed).containsExactly("last", "first");
        assertThat(cause.getSuppressed())
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("no end"));
    }

    /** The port is free again, and no thread of the service is left, when the users file ends the start. */
    @Test
    void aServiceThatCannotStartLeavesNothingOpen() throws IOException {
        Deployment deployment = Deployment.create(folder.resolve("nats"), DeploymentOptions.defaults());
        Files.writeString(deployment.users(), "{");
        int port = KeptPort.free();
        GatehouseSettings settings = new SettingsLoader(Map.of(), folder)
                .option("http.listen", "--http", "127.0.0.1:" + port)
                .load(deployment.settings());

        // Threads of services that other tests have just closed may still be about to end.
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatThrownBy(() -> Service.start(settings)).isInstanceOf(UsersFileException.class);

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .doesNotContain("gatehouse-link");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(threads())
                    .noneMatch(name -> name.startsWith("gatehouse-http") || name.startsWith("gatehouse-users"));
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        });
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}

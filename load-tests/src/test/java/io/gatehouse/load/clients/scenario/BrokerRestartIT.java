package io.gatehouse.load.clients.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.CommandRun;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("heavy")
@AgainstNatsServer
class BrokerRestartIT {
    /** Gatehouse on this JVM's class path, so that nothing is built while tests run. */
    static final String GATEHOUSE = "exec '" + System.getProperty("java.home") + "/bin/java' -Xmx256m -cp '"
            + System.getProperty("java.class.path")
            + "' io.gatehouse.cli.Main run -c \"$GATEHOUSE_CONFIG\" --server \"$NATS_URL\" --http off";

    private static List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("gatehouse-storm-"))
                    .sorted()
                    .toList();
        }
    }

    private static CommandRun run(String service, String... more) {
        return CommandRun.of(
                new BrokerRestartCommand(),
                Stream.concat(
                                Stream.of("--clients=200", "--hold=100ms", "--json", "--service=" + service),
                                Stream.of(more))
                        .toList());
    }

    @Test
    void allComeBackToGatehouse() throws IOException {
        List<String> before = leftovers();

        CommandRun run = run(GATEHOUSE, "--expect=storm.lost_for_good==0", "--expect=storm.back==200");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.figure("logged_in")).isEqualTo(200);
        assertThat(run.figure("service_cpu_s")).isGreaterThan(0);
        assertThat(run.figure("broker_cpu_s")).isGreaterThan(0);
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void aClusterIsRestartedAllAtOnce() {
        CommandRun run = run(GATEHOUSE, "--brokers=2", "--ending=term", "--passwords=bcrypt:4", "--no-xkey");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.figure("back")).isEqualTo(200);
    }

    @Test
    void aServiceThatEndsIsToldAndNothingIsLeft() throws IOException {
        List<String> before = leftovers();

        CommandRun run = run("echo no licence; exit 7");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("the service has ended with 7").contains("no licence");
        assertThat(leftovers()).isEqualTo(before);
    }
}

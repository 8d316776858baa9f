package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.testbed.junit.MachineLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that is mounted by itself, as {@code docker run -v users.json:...} does: that it was replaced outside is seen
 * by nobody, so that it is told beforehand.
 */
@SuppressWarnings("NullAway.Init")
class MountedFileIT {
    private static final String TOLD = "users.json is mounted as a single file";
    private static final Path JAR = Path.of("target/gatehouse/gatehouse.jar").toAbsolutePath();

    @TempDir
    private Path dir;

    private Deployment deployment;

    @BeforeEach
    void make() throws Exception {
        deployment = Deployment.create(dir.resolve("nats"), DeploymentOptions.defaults());
        try (OutsideProcess probe = OutsideProcess.start(dir, Map.of(), mounted(deployment.users(), List.of("true")))) {
            if (probe.awaitEnd() != 0) {
                MachineLimit.leaveOut("right to mount: " + probe.output());
            }
        } catch (IOException e) {
            MachineLimit.leaveOut("program unshare");
        }
    }

    @Test
    void isToldByCheck() throws Exception {
        try (OutsideProcess check = gatehouse("check", "--offline")) {
            assertThat(check.awaitEnd()).isZero();
            assertThat(check.output()).containsPattern("WARN .*" + TOLD + ".*mount its folder");
        }
    }

    /** Keys, credentials and whatever else the configuration names, and the configuration itself. */
    @ParameterizedTest
    @ValueSource(strings = {"gatehouse.yaml", "keys/APP1.signing.nk", "creds/service.creds", "creds/sentinel.creds"})
    void isToldOfEachFileThatIsReadAgain(String name) throws Exception {
        Path file = deployment.dir().resolve(name);
        try (OutsideProcess check = gatehouse(file, "check", "--offline")) {
            assertThat(check.awaitEnd()).isZero();
            assertThat(check.output())
                    .containsPattern("WARN .*" + name + " is mounted as a single file.*mount its folder");
        }
    }

    @Test
    void isToldAtTheStart() throws Exception {
        try (OutsideProcess service = gatehouse("run", "--server", "nats://127.0.0.1:1", "--http", "off")) {
            service.await("WARN .*" + TOLD);
        }
    }

    private OutsideProcess gatehouse(String command, String... more) throws IOException {
        return gatehouse(deployment.users(), command, more);
    }

    private OutsideProcess gatehouse(Path file, String command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                command,
                "-c",
                deployment.settings().toString()));
        arguments.addAll(List.of(more));
        return OutsideProcess.start(dir, Map.of(), mounted(file, arguments));
    }

    /** The command, with a file as a mount that nobody else has. */
    private static List<String> mounted(Path file, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "unshare", "--mount", "sh", "-c", "mount --bind \"$0\" \"$0\" && exec \"$@\"", file.toString()));
        all.addAll(command);
        return all;
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.testbed.junit.OnEveryServer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large files of users, each with a bcrypt hash of its own: in a process with a small heap, and with {@code
 * -Dgatehouse.servers=all} with the launcher's default one and the numbers that the reference promises for it.
 */
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class LargeUsersIT {
    private static final Path LAUNCHER = Path.of("..", "gatehouse").toAbsolutePath();
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /**
     * How many users are written, one file after the other.
     *
     * @param options more options for the JVM
     * @param first fit into an empty heap
     * @param doubtful may or may not fit beside the first
     * @param carried fit beside as many others
     * @param tooMany do not fit beside these
     */
    private record Scale(String options, int first, int doubtful, int carried, int tooMany) {
        static final Scale SMALL = new Scale("-Xmx64m", 30_000, 60_000, 35_000, 200_000);
        static final Scale FULL = new Scale("", 250_000, 400_000, 300_000, 1_000_000);
    }

    private final Scale scale = "all".equals(System.getProperty(OnEveryServer.PROPERTY)) ? Scale.FULL : Scale.SMALL;

    @TempDir
    private Path folder;

    @Test
    void areReloadedAsOthersOrRefusedAndNeverEndTheProcess() throws Exception {
        Deployment deployment = Deployment.create(folder.resolve("nats"), DeploymentOptions.defaults());
        Path users = deployment.users();
        write(users, scale.first, 1);
        try (OutsideProcess gatehouse = run(deployment)) {
            gatehouse.await(scale.first + " users loaded");

            write(users, scale.doubtful, 2);
            String outcome = gatehouse.await(scale.doubtful + " users loaded|is too large for the heap.*-Xmx\\d+m");
            write(users, scale.carried, 3);
            gatehouse.await(scale.carried + " users loaded");
            write(users, scale.carried + 1, 4);
            gatehouse.await((scale.carried + 1) + " users loaded");

            int mark = gatehouse.mark();
            write(users, scale.tooMany, 5);
            String refusal = gatehouse.awaitAfter(
                    mark, "users.json: is too large for the heap: about (\\d+) users would take .*-Xmx\\d+m");
            assertThat(Integer.parseInt(refusal)).isCloseTo(scale.tooMany, withinPercentage(2));
            gatehouse.awaitAfter(mark, "the last good one stays in use, with " + (scale.carried + 1) + " users");
            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd())
                    .as(outcome + "\n" + gatehouse.output())
                    .isZero();
        }
    }

    private OutsideProcess run(Deployment deployment) throws IOException {
        return OutsideProcess.start(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "GATEHOUSE_OPTS", scale.options),
                List.of(
                        LAUNCHER.toString(),
                        "run",
                        "-c",
                        deployment.settings().toString(),
                        "--server",
                        "nats://127.0.0.1:1",
                        "--http",
                        "off"));
    }

    /** Replaces the file as a whole. Users of another seed have the same names and other passwords. */
    private void write(Path file, int users, long seed) throws IOException {
        Path next = folder.resolve("next.json");
        SplittableRandom random = new SplittableRandom(seed);
        try (Writer out = Files.newBufferedWriter(next)) {
            out.write("{");
            for (int i = 0; i < users; i++) {
                out.write(i == 0 ? "\n" : ",\n");
                out.append("\"user-")
                        .append(Integer.toString(i))
                        .append("\": {\"pass\": \"$2b$10$")
                        .append(salted(random))
                        .append(".\", \"account\": \"APP1\"}");
            }
            out.write("}\n");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String salted(SplittableRandom random) {
        StringBuilder text = new StringBuilder(52);
        for (int i = 0; i < 52; i++) {
            text.append(BCRYPT.charAt(random.nextInt(64)));
        }
        return text.toString();
    }
}

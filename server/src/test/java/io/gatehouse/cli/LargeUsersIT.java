package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files of users, each with a bcrypt hash of its own, in a process with the launcher's default heap. */
@SuppressWarnings("try") // closing may be interrupted
class LargeUsersIT {
    private static final Path LAUNCHER = Path.of("..", "gatehouse").toAbsolutePath();
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    @TempDir
    private Path folder;

    @Test
    void areReloadedAsOthersOrRefusedAndNeverEndTheProcess() throws Exception {
        Deployment deployment = Deployment.create(folder.resolve("nats"), DeploymentOptions.defaults());
        Path users = deployment.users();
        write(users, 250_000, 1);
        try (OutsideProcess gatehouse = run(deployment)) {
            gatehouse.await("250000 users in force");

            write(users, 400_000, 2);
            String outcome = gatehouse.await("400000 users in force|is too large for the heap.*-Xmx\\d+m");
            write(users, 300_000, 3);
            gatehouse.await("300000 users in force");
            write(users, 300_001, 4);
            gatehouse.await("300001 users in force");

            write(users, 560_000, 5);
            gatehouse.await("users.json: is too large for the heap: about 5[567]\\d{4} users would take .*-Xmx\\d+m");
            assertThat(gatehouse.output()).contains("the last good one stays in force, with 300001 users");
            gatehouse.terminate();
            assertThat(gatehouse.awaitEnd())
                    .as(outcome + "\n" + gatehouse.output())
                    .isZero();
        }
    }

    private OutsideProcess run(Deployment deployment) throws IOException {
        return OutsideProcess.start(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
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

package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.MachineLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the real kernel, where it lets us. */
@Timeout(60)
final class CpuGroupIT {
    private final String name = "gatehouse-test-" + ProcessHandle.current().pid();
    private CpuGroup group;

    @BeforeEach
    void make() {
        CgroupProbe.ofThisMachine().obstacle().ifPresent(MachineLimit::leaveOut);
        group = CpuGroup.create(CpuController.ofThisMachine(), name);
    }

    @AfterEach
    void remove() {
        if (group != null) {
            group.close();
            assertThat(CpuController.ofThisMachine().folder().resolve(name)).doesNotExist();
        }
    }

    @Test
    void holdsAProcessAndLetsItGo() throws IOException {
        Process process =
                new ProcessBuilder(group.enter(List.of("sh", "-c", "cat /proc/$$/cgroup; exec sleep 60"))).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            group.limit(0.5);
            assertThat(lines.lines().filter(line -> line.contains(name)).findFirst())
                    .isPresent();
            group.limit(0);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aJvmWithinItSeesHowManyCoresItMayUse() throws IOException {
        CgroupProbe.obstacleToNewMounts().ifPresent(MachineLimit::leaveOut);
        if (Runtime.getRuntime().availableProcessors() == 1) {
            MachineLimit.leaveOut("second core");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                group.enter(List.of(java, "-cp", System.getProperty("java.class.path"), CoresSeen.class.getName()));
        Process process = new ProcessBuilder(command).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int before = ask(process, lines);
            group.limit(0.5);

            assertThat(before).isGreaterThan(1);
            Awaitility.await().until(() -> ask(process, lines), cores -> cores == 1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void isRemovedWhileItsProcessesDie() throws IOException {
        for (int round = 0; round < 50; round++) {
            CpuGroup dying = CpuGroup.create(CpuController.ofThisMachine(), name + "-" + round);
            Process process = new ProcessBuilder(
                            dying.enter(List.of("sh", "-c", "for i in 1 2 3 4; do sleep 60 & done; echo; wait")))
                    .start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.readLine();
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                dying.close();
            }
        }
    }

    private static int ask(Process process, BufferedReader answers) throws IOException {
        OutputStream questions = process.getOutputStream();
        questions.write('?');
        questions.flush();
        return Integer.parseInt(answers.readLine());
    }

    /** Says how many cores there are, for each byte that it is given. */
    static final class CoresSeen {
        private CoresSeen() {}

        public static void main(String[] args) throws IOException {
            while (System.in.read() >= 0) {
                System.out.println(Runtime.getRuntime().availableProcessors());
            }
        }
    }
}

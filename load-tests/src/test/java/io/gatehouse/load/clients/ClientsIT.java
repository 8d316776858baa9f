package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("heavy")
@AgainstNatsServer
class ClientsIT {
    private static final int USERS = 100;

    @TempDir
    private static Path folder;

    private static NatsServer server;

    @BeforeAll
    static void start() {
        String users = IntStream.range(0, USERS)
                .mapToObj(i -> String.format("{ user: \"user-%06d\", password: \"secret-%06d\" }", i, i))
                .collect(Collectors.joining("\n"));
        server = NatsServer.start(
                "pid_file: \"" + folder.resolve("nats.pid") + "\"\nauthorization { users: [\n" + users + "\n] }\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CommandRun run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--server=" + server.url(), "--json"));
        arguments.addAll(List.of(more));
        return CommandRun.of(new ClientsCommand(), arguments);
    }

    @Test
    void rightPasswordsLogIn() {
        CommandRun run = run("--clients=250", "--users=" + USERS, "--hold=100ms", "--expect=logged_in==250");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.figure("logged_in")).isEqualTo(250);
        assertThat(run.figure("first_refused")).isZero();
        assertThat(run.figure("hold_dropped")).isZero();
    }

    @Test
    void wrongOnesAreRefusedTwiceAndLostForGood() throws IOException {
        Path users = Files.writeString(
                folder.resolve("users"),
                "user-000000 secret-000000\nuser-000001 wrong\nuser-000002 wrong\nuser-000003 secret-000003\n");

        CommandRun run = run("--clients=20", "--credentials=" + users, "--reconnect-wait=50ms");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.figure("logged_in")).isEqualTo(10);
        assertThat(run.figure("lost")).isEqualTo(10);
        assertThat(run.figure("first_refused")).isEqualTo(20);
    }

    @Test
    void aRunInWhichNobodyGetsInSaysWhy() {
        CommandRun run = run("--clients=5", "--password-pattern=wrong", "--reconnect-wait=50ms");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("none of 5 clients could log in: 10 attempts were refused");
    }

    @Test
    void aRestartBringsAllBack() throws IOException {
        Path report = folder.resolve("report.html");
        for (String policy : List.of("nats.go", "jnats", "nats.js")) {
            CommandRun run = storm("--policy=" + policy, "--report=" + report);

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.figure("back")).as(policy).isEqualTo(USERS);
            assertThat(run.figure("last_back_ms")).isGreaterThan(0);
            assertThat(run.figure("down_ms")).isNotNegative().isLessThan(run.figure("last_back_ms"));
            assertThat(Files.readString(report)).contains("last_back_ms");
        }
    }

    @Test
    void sharesInProcessesOfTheirOwnComeBackToo() {
        CommandRun run = storm("--processes=2");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.figure("back")).isEqualTo(USERS);
    }

    /** The server is killed, and this same test starts it again on its port. */
    private static CommandRun storm(String... more) {
        long pid = server.pid();
        Thread starter = new Thread(() -> {
            ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
            server.restart();
        });
        starter.start();
        List<String> arguments = new ArrayList<>(List.of(
                "--clients=" + USERS,
                "--storm",
                "--kill-pid=" + pid,
                "--start=true",
                "--server-pid-file=" + folder.resolve("nats.pid"),
                "--storm-timeout=60s",
                "--expect=storm.lost_for_good==0"));
        arguments.addAll(List.of(more));
        CommandRun run = run(arguments.toArray(String[]::new));
        join(starter);
        return run;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code gatehouse keys promote} and {@code retire} are killed at many moments, as by the kernel: users log in all the same, the same
 * command brings it to its end, and no seed is left anywhere.
 */
@Tag("full")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KilledKeyCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String APP1 = "accounts.APP1.signing_key";
    private static final String OPERATOR = "keys/operator.signing.nk";
    private static final int KILLS = 8;

    private static String[] command(Stage stage, String name, String... more) {
        List<String> all = new ArrayList<>(List.of("keys", name, "-c", "gatehouse.yaml"));
        all.addAll(List.of("--set", "nats.url=" + stage.server().url()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String succeeds(Stage stage, String... command) {
        Cli cli = new Cli(stage.deployment().dir());
        int exit = cli.run(command);
        assertThat(exit).as(cli.out() + cli.err()).isZero();
        return cli.out() + cli.err();
    }

    private static boolean mayLogIn(Stage stage) {
        try (Client client = new Client(stage.as("anna", "a1"))) {
            return client.isConnected();
        } catch (Exception e) {
            return false;
        }
    }

    /** At moments from when such a command begins to do something to when it has ended. */
    private static void kill(Stage stage, String... command) throws Exception {
        Path dir = stage.deployment().dir();
        long begun = System.nanoTime();
        try (OutsideProcess whole = OutsideProcess.gatehouse(dir, Map.of(), command(stage, "status"))) {
            assertThat(whole.awaitEnd()).as(whole.output()).isZero();
        }
        long time = System.nanoTime() - begun;
        for (int i = 0; i < KILLS; i++) {
            try (OutsideProcess killed = OutsideProcess.gatehouse(dir, Map.of(), command)) {
                Thread.sleep(Duration.ofNanos(time / 2 + time * i / KILLS / 2).toMillis());
                assertThat(killed.pid()).isPositive();
            }
            await().atMost(PATIENCE).until(() -> mayLogIn(stage));
        }
    }

    @Test
    void bothComeToTheirEnd() throws Exception {
        try (Stage stage = Stage.operator()
                .users("{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}")
                .set("config.reload", "20ms")
                .open()) {
            Path dir = stage.deployment().dir();
            Path file = stage.deployment().key("APP1.signing");
            String old = Files.readString(file).strip();
            String before = SigningKey.fromSeed(old).publicKey().text();
            String unused = succeeds(stage, command(stage, "add", "--operator-key", OPERATOR, APP1, "next.nk"));
            String next = Files.readString(dir.resolve("next.nk")).strip();
            String after = SigningKey.fromSeed(next).publicKey().text();

            kill(stage, command(stage, "promote", APP1, "next.nk"));
            assertThat(Files.readAllLines(file)).isSubsetOf(old, next).contains(old);
            assertThat(succeeds(stage, command(stage, "promote", APP1, "next.nk")))
                    .contains(after + ": signs");
            assertThat(Files.readAllLines(file)).containsExactly(next, old);

            String[] retire = command(stage, "retire", "--operator-key", OPERATOR, "--wait", "20s", APP1, before);
            await().atMost(PATIENCE).until(() -> mayLogIn(stage));
            kill(stage, retire);
            assertThat(Files.readAllLines(file)).isSubsetOf(old, next).contains(next);
            assertThat(succeeds(stage, retire)).contains(before + ": retired");
            assertThat(Files.readAllLines(file)).containsExactly(next);

            assertThat(succeeds(stage, command(stage, "status")))
                    .contains(after)
                    .doesNotContain(before);
            await().atMost(PATIENCE).until(() -> mayLogIn(stage));
            try (Stream<Path> files = Files.list(file.getParent())) {
                assertThat(files.map(one -> one.getFileName().toString())).noneMatch(name -> name.endsWith(".new"));
            }
        }
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path dir;

    @Test
    void saysWhatToDoNext() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats")).isZero();
        assertThat(cli.out())
                .contains("nats-server -c nats/server.conf", "gatehouse run -c nats/gatehouse.yaml")
                .contains("nats -s nats://alice:alice@127.0.0.1:4222 --creds nats/creds/sentinel.creds pub hello")
                .contains("Their passwords are their names");
    }

    @Test
    void needsNoSentinelInConfigMode() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats", "--mode", "config", "--port", "4333"))
                .isZero();
        assertThat(cli.out())
                .contains("nats -s nats://alice:alice@127.0.0.1:4333 pub hello")
                .doesNotContain("sentinel");
    }

    @Test
    void refusesToOverwriteAndWritesNothing() throws IOException {
        Files.createDirectories(dir.resolve("nats"));
        Files.writeString(dir.resolve("nats/users.json"), "mine");
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats")).isEqualTo(1);
        assertThat(cli.err()).contains("holds users.json already; nothing was written");
        assertThat(dir.resolve("nats")).isDirectoryContaining("glob:**users.json");
        try (var files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(dir.resolve("nats/users.json"));
        }
    }

    @Test
    void refusesAccountNamesOfItsOwn() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats", "--accounts", "APP1,AUTH")).isEqualTo(2);
        assertThat(cli.err()).contains("AUTH is given twice, or is AUTH or SYS");
        assertThat(dir.resolve("nats")).doesNotExist();
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path dir;

    @Test
    void saysWhichAccountIsGivenTwice() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats", "--accounts", "A,B,A")).isEqualTo(2);
        assertThat(cli.err()).contains("the account name A is given twice").doesNotContain("AUTH");
    }

    @Test
    void namesNoAddressThatCannotBeReached() throws IOException {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats", "--host", "0.0.0.0")).isZero();
        assertThat(cli.run("init", "nats6", "--host", "::")).isZero();
        assertThat(cli.out()).contains("@127.0.0.1:4222", "@[::1]:4222").doesNotContain("@0.0.0.0", "@[::]");
        assertThat(dir.resolve("nats/gatehouse.yaml")).content().contains("url: nats://127.0.0.1:4222");
        assertThat(dir.resolve("nats6/gatehouse.yaml")).content().contains("url: nats://[::1]:4222");
        assertThat(dir.resolve("nats/server.conf")).content().contains("listen: \"0.0.0.0:4222\"");
    }

    @Test
    void letsTheServerWaitLongerThanItsClients() throws IOException {
        for (String mode : List.of("operator", "config")) {
            assertThat(new Cli(dir).run("init", mode, "--mode", mode)).isZero();
            assertThat(dir.resolve(mode).resolve("server.conf")).content().contains("  timeout: 3\n");
        }
    }

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
    void writesNoKeysAmongOtherThings() throws IOException {
        Files.createDirectories(dir.resolve("nats"));
        Files.writeString(dir.resolve("nats/notes.txt"), "mine");
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats")).isEqualTo(1);
        assertThat(cli.err()).contains("nats is not empty (notes.txt); nothing was written", "--force");
        assertThat(dir.resolve("nats/keys")).doesNotExist();

        assertThat(cli.run("init", "nats", "--force")).isZero();
        assertThat(dir.resolve("nats/notes.txt")).hasContent("mine");
        assertThat(dir.resolve("nats/keys")).isDirectory();
        assertThat(cli.run("init", "nats", "--force")).isEqualTo(1);
        assertThat(cli.err()).contains("already; nothing was written");
    }

    @Test
    void fillsAnEmptyFolder() throws IOException {
        Files.createDirectories(dir.resolve("nats"));

        assertThat(new Cli(dir).run("init", "nats")).isZero();
    }

    @Test
    void refusesAccountNamesOfItsOwn() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("init", "nats", "--accounts", "APP1,AUTH")).isEqualTo(2);
        assertThat(cli.err()).contains("the account AUTH is made anyway, for the service");
        assertThat(dir.resolve("nats")).doesNotExist();
    }
}

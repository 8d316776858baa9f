package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse audit hash}. */
class AuditHashCommandTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** Of alice, by openssl dgst -sha256 -hmac with the key above. */
    private static final String ALICE = "hmac-sha256:433deb45467e4e53dbaba594c88bc3a200f705a2150788c3d11e6040e63e8510";

    @TempDir
    private Path dir;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(dir.resolve("audit.key"), KEY + "\n");
        Files.writeString(dir.resolve("gatehouse.yaml"), "audit: {to: stdout, hmac_key_file: audit.key}\n");
    }

    @Test
    void printsTheHashThatRecordsHave() {
        Cli cli = new Cli(dir);

        assertThat(cli.run("audit", "hash", "-c", "gatehouse.yaml", "alice")).isZero();
        assertThat(cli.out().strip()).isEqualTo(ALICE);
    }

    @Test
    void readsAValueThatNobodyIsToSee() {
        Cli cli = new Cli(dir).piped("alice\n");

        assertThat(cli.run("audit", "hash", "-c", "gatehouse.yaml")).isZero();
        assertThat(cli.out().strip()).isEqualTo(ALICE);
    }

    @Test
    void takesTheKeyFromTheEnvironment() {
        Cli cli = new Cli(dir).environment(Map.of("GATEHOUSE_AUDIT_HMAC_KEY", KEY));

        assertThat(cli.run("audit", "hash", "alice")).isZero();
        assertThat(cli.out().strip()).isEqualTo(ALICE);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Cli none = new Cli(dir);
        assertThat(none.run("audit", "hash", "alice")).isEqualTo(2);
        assertThat(none.err()).contains("there is no key to hash with");

        Cli nothing = new Cli(dir);
        assertThat(nothing.run("audit", "hash", "-c", "gatehouse.yaml")).isEqualTo(2);
        assertThat(nothing.err()).contains("no value was given");

        Files.writeString(dir.resolve("audit.key"), "short");
        Cli weak = new Cli(dir);
        assertThat(weak.run("audit", "hash", "-c", "gatehouse.yaml", "alice")).isNotZero();
        assertThat(weak.err()).contains("has 5 bytes, and needs 32").doesNotContain("short");
    }
}

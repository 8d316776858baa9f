package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.PasswordHash;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HashCommandTest {
    private final Cli cli = new Cli(Path.of("."));

    @Test
    void printsABcryptHashOfThePipedLine() {
        assertThat(cli.piped("opensesame\nmore\n").run("hash", "--cost", "4")).isZero();

        PasswordHash hash = PasswordHash.parse(cli.out().strip());
        assertThat(hash.scheme()).isEqualTo("bcrypt(4)");
        assertThat(hash.matches("opensesame")).isTrue();
    }

    @Test
    void hasACostOfTenByDefault() {
        assertThat(cli.piped("opensesame").run("hash")).isZero();
        assertThat(cli.out()).startsWith("$2b$10$");
    }

    @Test
    void printsAnArgon2idHash() {
        assertThat(cli.piped("p").run("hash", "-a", "argon2id", "--memory", "64", "--passes", "1", "--lanes", "2"))
                .isZero();

        PasswordHash hash = PasswordHash.parse(cli.out().strip());
        assertThat(hash.scheme()).isEqualTo("argon2id(m=64,t=1,p=2)");
        assertThat(hash.matches("p")).isTrue();
    }

    @Test
    void asksTwiceAtATerminal() {
        assertThat(cli.typed("secret", "secret").run("hash", "--cost", "4")).isZero();
        assertThat(PasswordHash.parse(cli.out().strip()).matches("secret")).isTrue();
    }

    @Test
    void hashesNothingWhenTheTwoDiffer() {
        assertThat(cli.typed("secret", "secrte").run("hash")).isEqualTo(2);
        assertThat(cli.err()).contains("the two are not the same");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void refusesAnEmptyInput() {
        assertThat(cli.piped("").run("hash")).isEqualTo(2);
        assertThat(cli.err()).contains("no password on the standard input");
    }

    @Test
    void refusesAPasswordThatBcryptWouldCut() {
        assertThat(cli.piped("x".repeat(73)).run("hash")).isEqualTo(2);
        assertThat(cli.err()).contains("72");
        assertThat(cli.err()).doesNotContain("xxxxxxxx");
    }

    @Test
    void refusesOptionsOfTheOtherAlgorithm() {
        assertThat(cli.piped("p").run("hash", "--memory", "64")).isEqualTo(2);
        assertThat(cli.err()).contains("are for argon2id");
    }

    @Test
    void refusesACostOutOfBounds() {
        assertThat(cli.piped("p").run("hash", "--cost", "31")).isEqualTo(2);
        assertThat(cli.err()).contains("cost");
    }
}

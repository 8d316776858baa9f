package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.passwords.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Test
    void hashesEveryLineInItsOrder() {
        assertThat(cli.piped("one\r\ntwo words\n three \n").run("hash", "--lines", "--cost", "4"))
                .isZero();

        List<PasswordHash> hashes = cli.out().lines().map(PasswordHash::parse).toList();
        assertThat(hashes).hasSize(3);
        assertThat(hashes.get(0).matches("one")).isTrue();
        assertThat(hashes.get(1).matches("two words")).isTrue();
        assertThat(hashes.get(2).matches(" three ")).isTrue();
    }

    @Test
    void hashesMoreLinesThanABatchHolds() {
        String lines = IntStream.range(0, 300).mapToObj(i -> "p" + i).collect(Collectors.joining("\n"));

        assertThat(cli.piped(lines).run("hash", "--lines", "-a", "argon2id", "--memory", "8", "--passes", "1"))
                .isZero();

        List<PasswordHash> hashes = cli.out().lines().map(PasswordHash::parse).toList();
        assertThat(hashes).hasSize(300);
        assertThat(hashes.get(299).matches("p299")).isTrue();
    }

    @Test
    void namesTheLineThatCannotBeHashed() {
        assertThat(cli.piped("a\n\nb\n").run("hash", "--lines")).isEqualTo(2);
        assertThat(cli.err()).contains("line 2 is empty");
        assertThat(cli.piped("a\n" + "x".repeat(73)).run("hash", "--lines")).isEqualTo(2);
        assertThat(cli.err()).contains("line 2: bcrypt takes a password of at most 72 bytes");
        assertThat(cli.piped("").run("hash", "--lines")).isEqualTo(2);
        assertThat(cli.err()).contains("no passwords on the standard input");
    }

    @Test
    void refusesControlCharactersByTheirNames() {
        assertThat(cli.piped("pw\rX\n").run("hash")).isEqualTo(2);
        assertThat(cli.err()).contains("the password in line 1 has the control character U+000D at its character 3");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void dropsAByteOrderMark() {
        assertThat(cli.piped("\ufeffpw\n").run("hash", "--cost", "4")).isZero();
        assertThat(PasswordHash.parse(cli.out().strip()).matches("pw")).isTrue();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "p\u00e4ssword\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(cli.piped(latin).run("hash", "--cost", "4")).isEqualTo(2);
        assertThat(cli.err()).contains("is not UTF-8");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void warnsOfAccentsThatMostClientsWouldWriteInAnotherWay() {
        assertThat(cli.piped("pa\u0308sswort\n").run("hash", "--cost", "4")).isZero();
        assertThat(cli.err()).contains("not in composed Unicode form (NFC)");
        assertThat(PasswordHash.parse(cli.out().strip()).matches("pa\u0308sswort"))
                .isTrue();
    }
}

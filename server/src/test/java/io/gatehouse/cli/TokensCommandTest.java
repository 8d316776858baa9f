package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.ApiToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensCommandTest {
    @TempDir
    private Path dir;

    private Path file() {
        return dir.resolve("tokens.json");
    }

    private Cli run(int exit, String... arguments) {
        Cli cli = new Cli(dir);
        assertThat(cli.run(arguments)).as(cli.err()).isEqualTo(exit);
        return cli;
    }

    private String issue(String... options) {
        return run(
                        0,
                        Stream.concat(Stream.of("tokens", "issue", "--file", "tokens.json"), Stream.of(options))
                                .toArray(String[]::new))
                .out();
    }

    private FileUser stored(String token) {
        return Objects.requireNonNull(
                UsersFile.readAfter(file(), UsersFile.NO_TOKENS).find(String.valueOf(ApiToken.idIn(token))));
    }

    @Test
    void printsTheTokenAloneAndStoresItsHash() throws Exception {
        Cli cli = run(
                0,
                "tokens",
                "issue",
                "--file",
                "tokens.json",
                "--name",
                "ci-bot",
                "--account",
                "APP1",
                "--group",
                "ci",
                "--group",
                "build",
                "--comment",
                "of the \"build\"",
                "--expires",
                "90d");
        String token = cli.out().strip();

        assertThat(cli.out().lines()).hasSize(1);
        assertThat(ApiToken.isWhole(token)).isTrue();
        assertThat(cli.err())
                .contains("Token " + token.substring(4, 14) + " of \"ci-bot\" is stored in tokens.json, and ends at ")
                .doesNotContain(token);
        FileUser record = stored(token);
        assertThat(Objects.requireNonNull(record.password()).matches(token)).isTrue();
        assertThat(record.entitlement().name()).isEqualTo("ci-bot");
        assertThat(record.entitlement().account()).isEqualTo("APP1");
        assertThat(record.profile().groups()).containsExactlyInAnyOrder("ci", "build");
        assertThat(Duration.between(Instant.now(), record.entitlement().expiresAt()))
                .isBetween(Duration.ofDays(89), Duration.ofDays(90));
        assertThat(Files.readString(file())).doesNotContain(token.substring(15));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theModeOfTheFileAndWhatIsNotChangedAreKept() throws Exception {
        String first = issue("--name", "one").strip();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        String changed =
                Files.readString(file()).replace("\"name\":\"one\"", "\"name\":\"one\",\"src\":[\"10.0.0.0/8\"]");
        Files.writeString(file(), changed);

        issue("--name", "two");

        assertThat(Files.readString(file())).contains("\"src\":[\"10.0.0.0/8\"]");
        assertThat(stored(first).entitlement().name()).isEqualTo("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void listsStatesAndNoSecrets() throws Exception {
        String active = issue("--name", "active", "--expires", "2090-01-01T00:00:00Z", "--comment", "of the build");
        String revoked = issue("--name", "revoked");
        String expired = issue("--name", "expired", "--expires", "1d");
        Files.writeString(
                file(),
                Files.readString(file()).replaceFirst("(\"expired\".*\"expires\":\")[^\"]*", "$12020-01-01T00:00:00Z"));
        run(0, "tokens", "revoke", "--file", "tokens.json", "revoked");

        String list = run(0, "tokens", "list", "--file", "tokens.json").out();

        assertThat(list.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(ApiToken.idIn(active)
                                        + "  \"active\"  active  ends 2090-01-01T00:00:00Z  made ")
                                .endsWith("  of the build"),
                        line -> assertThat(line).contains("  \"expired\"  expired  ends 2020-01-01T00:00:00Z"),
                        line -> assertThat(line).contains("  \"revoked\"  revoked  never ends"));
        assertThat(list)
                .doesNotContain(
                        "sha256", active.substring(15, 40), revoked.substring(15, 40), expired.substring(15, 40));
    }

    @Test
    void revokesByIdAndAllOfAName() {
        String first = issue("--name", "bot").strip();
        String second = issue("--name", "bot").strip();
        String other = issue("--name", "other").strip();

        assertThat(run(0, "tokens", "revoke", "--file", "tokens.json", String.valueOf(ApiToken.idIn(first)))
                        .out())
                .isEqualToIgnoringNewLines("Revoked " + ApiToken.idIn(first) + " of \"bot\"");
        assertThat(stored(first).entitlement().disabled()).isTrue();
        assertThat(stored(second).entitlement().disabled()).isFalse();

        run(0, "tokens", "revoke", "--file", "tokens.json", "bot");
        assertThat(stored(second).entitlement().disabled()).isTrue();
        assertThat(stored(other).entitlement().disabled()).isFalse();
    }

    @Test
    void anUnknownNameChangesNothing() throws Exception {
        issue("--name", "bot");
        String before = Files.readString(file());

        assertThat(run(1, "tokens", "revoke", "--file", "tokens.json", "bot", "nobody")
                        .err())
                .contains("there is no token with the id or name \"nobody\"; nothing was changed");
        assertThat(Files.readString(file())).isEqualTo(before);
    }

    @Test
    void whatCannotBeUsedIsRefused() throws Exception {
        assertThat(run(2, "tokens", "issue", "--file", "tokens.json", "--name", "a", "--expires", "soon")
                        .err())
                .contains("--expires: 'soon' is neither a duration, such as 90d or 12h, nor an instant");
        assertThat(run(
                                2,
                                "tokens",
                                "issue",
                                "--file",
                                "tokens.json",
                                "--name",
                                "a",
                                "--expires",
                                "2020-01-01T00:00:00Z")
                        .err())
                .contains("--expires is in the past");
        assertThat(run(2, "tokens", "issue", "--name", "a").err()).contains("--file");
        assertThat(run(2, "tokens").err()).contains("A command is missing");
        assertThat(run(1, "tokens", "list", "--file", "tokens.json").err()).contains("there is no such file");
        assertThat(run(1, "tokens", "issue", "--file", "tokens.json", "--name", "a\tb")
                        .err())
                .contains("name");
        assertThat(file()).doesNotExist();

        Files.writeString(file(), "{\"short\": {}}");
        assertThat(run(1, "tokens", "issue", "--file", "tokens.json", "--name", "a")
                        .err())
                .contains("tokens.json:1:2: token \"short\": is no id of a token");
        assertThat(Files.readString(file())).isEqualTo("{\"short\": {}}");
    }

    /** Each waits for the others: none is lost, and no half of a file is ever there. */
    @Test
    void manyWritersLoseNothing() throws Exception {
        int writers = 4;
        Callable<List<String>> writer = () -> {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                tokens.add(OutsideGatehouse.issue(file()));
            }
            return tokens;
        };
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<String> all = new ArrayList<>();
        try {
            for (Future<List<String>> one : threads.invokeAll(java.util.Collections.nCopies(writers, writer))) {
                all.addAll(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(UsersFile.readAfter(file(), UsersFile.NO_TOKENS).size()).isEqualTo(all.size());
        assertThat(all).allSatisfy(token -> assertThat(stored(token)).isNotNull());
    }

    /** A process of its own, as a file's lock is held by the process. */
    private static final class OutsideGatehouse {
        static String issue(Path file) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "tokens",
                            "issue",
                            "--file",
                            file.toString(),
                            "--name",
                            "bot")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String token = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return token.strip();
        }
    }
}

package io.gatehouse.cli.check.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.policy.ServerVersion;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.tools.ToolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our reading of server.conf beside that of a real nats-server: each takes what the other takes. */
@AgainstNatsServer
class ConfAgainstServerIT {
    private static final String CASES = "server-conf-cases.txt";

    /** At the end of a case that ends within its last line. */
    private static final String NO_LINE_END = "~\n";

    private static final int MUTATIONS = 250;

    /** What is put in and taken away: everything that the format gives a meaning to. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "\"",
            "'",
            "#",
            "//",
            "/",
            ",",
            ";",
            ":",
            "=",
            " ",
            "\n",
            "\t",
            "\\",
            "$",
            "$USER",
            "$2a$",
            "-",
            ".",
            "1",
            "12kb",
            "1.5",
            "true",
            "a",
            "\r\n",
            "include ",
            "é",
            "\\x41",
            "2026-01-31");

    @TempDir
    private Path dir;

    private ServerVerdict server = verdict();

    private static ServerVerdict verdict() {
        Map<String, String> environment = Map.of(
                ServerVerdict.VARIABLE,
                NatsServerBinary.find().path().toString(),
                "USER",
                "somebody",
                "CYCLE",
                "$CYCLE");
        return ServerVerdict.atHand(environment).orElseThrow();
    }

    /** Older servers read numbers such as {@code 1e5} otherwise, and do not know {@code timeout: "3s"}. */
    @BeforeAll
    static void needsTheReadingOfToday() {
        ToolVersion version = NatsServerBinary.find().version();
        assumeThat(ServerVersion.of(version.toString()).enforcesLimits() || version.minor() == 15)
                .as("nats-server %s reads the format as it was before 2.14.10", version)
                .isTrue();
    }

    @BeforeEach
    void writeWhatIsIncluded() throws IOException {
        Files.createDirectories(dir.resolve("sub"));
        Files.writeString(dir.resolve("users.conf"), "users: [ {user: a, password: b} ]\n");
        Files.writeString(dir.resolve("sub/outer.conf"), "include inner.conf\n");
        Files.writeString(dir.resolve("sub/inner.conf"), "max_payload: 1mb\n");
    }

    static List<String> cases() throws IOException {
        try (var in = ConfAgainstServerIT.class.getResourceAsStream(CASES)) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.split("(?m)^----\n")).stream()
                    .map(one -> one.endsWith(NO_LINE_END) ? one.substring(0, one.length() - 2) : one)
                    .toList();
        }
    }

    @Test
    void thereAreCasesEnough() throws IOException {
        assertThat(cases().size()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesWhatTheServerTakes(String text) throws Exception {
        Path file = write(text);
        ServerVerdict.Said theirs = server.on(file);
        String ours = refusal(file);

        assertThat(ours == null)
                .as("nats-server: %s; we: %s", theirs.reason(), ours)
                .isEqualTo(theirs.valid() || theirs.isWarning());
    }

    /** A seed of its own for each file, so that a difference can be run again. */
    @Test
    void readsWhatTheServerReadsWhateverIsBroken() throws Exception {
        List<String> differences = new ArrayList<>();
        List<String> cases = cases();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            String text = mutated(cases.get(seed % cases.size()), new SplittableRandom(seed));
            Path file = write(text);
            String reason = server.on(file).reason();
            boolean theirs = !isOfSyntax(reason);
            String ours = syntax(file);
            if ((ours == null) != theirs) {
                differences.add("seed " + seed + "\n" + text + "\nnats-server: " + reason + "\nwe: " + ours);
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Beyond the syntax, our rules know users, accounts and the callout only. */
    private static boolean isOfSyntax(String reason) {
        return reason.contains("Parse error on line")
                || reason.contains("config is invalid")
                || reason.contains("variable reference")
                || reason.contains("out of the range")
                || reason.contains("expected integer")
                || reason.contains("expected Zulu")
                || reason.contains("panic")
                || reason.contains("error parsing include file");
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length() + 1);
            if (random.nextInt(3) == 0 && at < mutated.length()) {
                mutated.deleteCharAt(at);
            } else {
                mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return mutated.toString();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("server.conf"), text);
    }

    private static final Map<String, String> ENVIRONMENT = Map.of("USER", "somebody", "CYCLE", "$CYCLE");

    private static @Nullable String syntax(Path file) {
        try {
            new ConfReader(ENVIRONMENT).read(file);
            return null;
        } catch (ConfException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String refusal(Path file) {
        try {
            List<ConfRules.Mistake> mistakes =
                    ServerConf.read(file, ENVIRONMENT).mistakes();
            return mistakes.isEmpty() ? null : mistakes.toString();
        } catch (ConfException e) {
            return e.getMessage();
        }
    }
}

package io.gatehouse.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.explain.Credentials;
import io.gatehouse.explain.ExplainExitCode;
import io.gatehouse.explain.LoginDescription;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.service.explain.RightsComparison;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is compared where the users of a bucket cannot be read. */
@Timeout(60)
class ComparisonRunTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);

    @TempDir
    private Path dir;

    private final StringWriter printed = new StringWriter();

    /** With a server that nobody runs. */
    private GatehouseSettings settings(String more) throws IOException {
        int port = KeptPort.free();
        Files.writeString(dir.resolve("users.json"), "{\"fred\": {\"pass\": \"f1\", \"account\": \"APP2\"}}");
        Path file = Files.writeString(dir.resolve("gatehouse.yaml"), """
                issuer: {seed: %s}
                nats: {url: 'nats://127.0.0.1:%d'}
                directories:
                  staff: {type: kv, bucket: USERS, nats: {user: kv, password: secret}}
                  users: {type: file, path: users.json}
                """.formatted(ISSUER.seed(), port) + more);
        return new SettingsLoader(Map.of(), dir).load(file);
    }

    private int run(GatehouseSettings before, GatehouseSettings after, Function<PrintWriter, ChangesOutput> form) {
        try (RightsComparison comparison = new RightsComparison(
                        before,
                        after,
                        Instant.now(),
                        LoginDescription.DEFAULT.with(Credentials.NOTHING),
                        name -> true,
                        SHORT);
                PrintWriter out = new PrintWriter(printed, true)) {
            return new ComparisonRun(comparison, form.apply(out), null).run();
        }
    }

    @Test
    void whoCanBeReadIsComparedAndItEndsWith70() throws IOException {
        int code = run(settings(""), settings("rules: {all: {give: {refuse: true}}}\n"), ChangesText::new);

        assertThat(code).isEqualTo(ExplainExitCode.FAILED).isEqualTo(70);
        assertThat(printed.toString())
                .contains("fred (users)\n", "+ verdict     denied: refused\n")
                .contains("1 user compared, the rights of 1 change\n")
                .contains("not compared, since they cannot be reached: staff\n")
                .doesNotContain("secret");
    }

    /** Though nobody's rights change among those who can be read. */
    @Test
    void aPipelineIsToldSoToo() throws IOException {
        assertThat(run(settings(""), settings(""), ChangesJson::new)).isEqualTo(70);
        assertThat(printed.toString())
                .isEqualTo("{\"schema\":1,\"compared\":1,\"changed\":0,\"unreachable\":[\"staff\"],"
                        + "\"exit_code\":70}\n");
    }
}

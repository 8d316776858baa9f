package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose mistake it is where a login is not explained. */
class LiveExplainerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String YAML = "issuer: {seed: "
            + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n"
            + "directories: {users: {type: file, path: users.json}}\n";

    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        checks.close();
    }

    private @Nullable AdminReply answer(String body, Function<GatehouseSettings, Policy> policies) throws Exception {
        Path file = Files.writeString(dir.resolve("gatehouse.yaml"), YAML);
        GatehouseSettings settings = new SettingsLoader(Map.of(), dir).load(file);
        InForce inForce = InForce.of(settings, policies(settings), List.of(), checks, LookupRecorder.NONE, null);
        try (LiveExplainer explainer =
                new LiveExplainer(() -> inForce, policies, checks, LookupRecorder.NONE, () -> 1_000_000)) {
            return explainer.answer(body.getBytes(StandardCharsets.UTF_8)).block(PATIENCE);
        }
    }

    private static Policy policies(GatehouseSettings settings) {
        return new Policy(
                settings.placement(new AllowedAccounts(settings.policy().allowedAccounts())), Clock.systemUTC());
    }

    @Test
    void whatCannotBeMeantIsToldToWhoAsks() throws Exception {
        String body = "{\"as\": {\"name\": \"zoe\", \"directory\": \"other\"}}";

        assertThat(answer(body, LiveExplainerTest::policies))
                .extracting(AdminReply::status, AdminReply::json)
                .satisfies(reply -> {
                    assertThat(reply.get(0)).isEqualTo(400);
                    assertThat(reply.get(1)).asString().contains("--directory: there is no directory");
                });
    }

    @Test
    void whatFailsInTheServiceIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer("{\"user\": \"zoe\"}", settings -> {
                    throw new IllegalArgumentException("a secret");
                }));
    }
}

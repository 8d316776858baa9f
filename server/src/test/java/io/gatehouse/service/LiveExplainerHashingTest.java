package io.gatehouse.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.Health;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.cli.KeptExplanations;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.shared.SharedDirectories;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.passwords.CheckTerms;
import io.gatehouse.passwords.GatedHash;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordCheck;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.revoke.LiveRevocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of logins that are explained are hashed by the threads of the service's logins, which may have no time for them. */
@Timeout(60)
class LiveExplainerHashingTest {
    private static final HashingSettings ONE = new HashingSettings(1, 1, QueueDiscipline.defaults());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);

    @TempDir
    private Path dir;

    @BeforeEach
    void writeUsers() throws Exception {
        Files.writeString(
                dir.resolve("users.json"),
                "{\"anna\": {\"pass\": \"" + PasswordHashing.bcrypt("rosebud", 4) + "\", \"account\": \"APP1\"}}");
    }

    /** An explanation while the one thread is busy. */
    private String explained(String format, String budget, Consumer<PasswordChecks> meanwhile) throws Exception {
        GatedHash busy = GatedHash.closed();
        try (PasswordChecks checks = new PasswordChecks(ONE, PasswordChecksRecorder.NONE)) {
            PasswordCheck unused =
                    checks.begin(busy, "right", CheckTerms.until(System.nanoTime() + PATIENCE.toNanos()));
            busy.awaitBegun();
            return answer(format, settings(budget), checks, meanwhile).json();
        } finally {
            busy.letGo();
        }
    }

    private GatehouseSettings settings(String budget) throws Exception {
        Path file = Files.writeString(
                dir.resolve("gatehouse.yaml"),
                "issuer: {seed: " + ISSUER.seed() + "}\n"
                        + "callout: {budget: " + budget + "}\n"
                        + "directories: {users: {type: file, path: users.json}}\n");
        return new SettingsLoader(Map.of(), dir).load(file);
    }

    private static AdminReply answer(
            String format, GatehouseSettings settings, PasswordChecks checks, Consumer<PasswordChecks> meanwhile)
            throws Exception {
        AnswerSizes sizes = new AnswerSizes(new ResponseJwt(ISSUER, null), false, () -> 1_000_000);
        HealthMonitor monitor = new HealthMonitor(new ServiceCounters(), new Health(), 0);
        try (Directories directories = new Directories(
                checks, sizes, monitor, settings.nats(), SharedDirectories.none(), LiveRevocation.none())) {
            Policy policy = policies(settings);
            List<OpenDirectory> open = directories.start(settings.directories(), policy);
            InForce inForce = InForce.of(settings, policy, open, checks, LookupRecorder.NONE, null);
            try (LiveExplainer explainer = new LiveExplainer(
                    () -> inForce, LiveExplainerHashingTest::policies, checks, LookupRecorder.NONE, () -> 1_000_000)) {
                CompletableFuture<AdminReply> reply = explainer
                        .answer(("{\"user\": \"anna\", \"password\": \"rosebud\", \"format\": \"" + format + "\"}")
                                .getBytes(UTF_8))
                        .toFuture();
                meanwhile.accept(checks);
                return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static Policy policies(GatehouseSettings settings) {
        return new Policy(
                settings.placement(new AllowedAccounts(settings.policy().allowedAccounts())), Clock.systemUTC());
    }

    private void assertKept(String name, String budget, Consumer<PasswordChecks> meanwhile) throws Exception {
        Map<String, @Nullable Object> asText =
                JsonTree.object(explained("text", budget, meanwhile).getBytes(UTF_8));
        String json = explained("json", budget, meanwhile);
        KeptExplanations.assertKept(name, asText.get("text") + "\n", json + "\n");
    }

    @Test
    void theThreadIsNotFreeInTime() throws Exception {
        assertKept("hashing_late", "2s", checks -> {});
    }

    @Test
    void theQueueIsFullOfNewerOnes() throws Exception {
        assertKept("hashing_full", "20s", LiveExplainerHashingTest::pushOut);
    }

    /** Waits until the password of the explanation waits, and takes its place. */
    private static void pushOut(PasswordChecks checks) {
        await().atMost(PATIENCE).until(() -> checks.waiting() == 1);
        PasswordCheck unused =
                checks.begin(GatedHash.closed(), "right", CheckTerms.until(System.nanoTime() + PATIENCE.toNanos()));
    }
}

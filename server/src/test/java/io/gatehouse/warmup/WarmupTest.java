package io.gatehouse.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.SignatureRule;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.PolicyRules;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarmupTest {
    private final WarmupProbe probe = new WarmupProbe();
    private final AtomicInteger asked = new AtomicInteger();
    private final Authorizer authorizer = (request, deadline) -> {
        asked.incrementAndGet();
        assertThat(request.connect().user()).startsWith("warmup-");
        return new Answer.Ready<>(Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)));
    };

    private long run(PipelineSettings settings, boolean sealed) {
        return Warmup.run(settings, WarmupTarget.of(sealed, null, authorizer), new LoopbackTransport(), probe);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRequestGoesTheWholeWay(boolean sealed) {
        long answered = run(lasting(Duration.ofMillis(300)), sealed);

        assertThat(answered).isPositive();
        // When its time is over, a worker may still be at a last request, which is not waited for.
        await().until(() -> probe.answers() == asked.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void playsStormsToo(boolean newestFirst) {
        QueueDiscipline discipline = QueueDiscipline.defaults();
        PipelineSettings settings = lasting(
                Duration.ofMillis(500),
                new QueueDiscipline(newestFirst, discipline.target(), discipline.interval(), discipline.maxWait()));
        run(settings, true);

        assertThat(probe.drops(Drop.QUEUE_FULL)).isPositive();
        assertThat(probe.drops(Drop.SHED) > 0).isEqualTo(newestFirst);
    }

    @Test
    void maySkipIt() {
        assertThat(run(lasting(Duration.ZERO), true)).isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    void anAnswerThatCannotBeSentEndsIt() {
        LoopbackTransport broken = new LoopbackTransport() {
            @Override
            public boolean send(Envelope request, String replyTo, byte[] body) {
                return false;
            }
        };
        WarmupTarget target = WarmupTarget.of(true, null, authorizer);

        assertThatThrownBy(() -> Warmup.run(lasting(Duration.ofSeconds(10)), target, broken, probe))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("warm-up");
    }

    /** Rules may want of a login what a simulated one does not have: that keeps no service from starting. */
    @ParameterizedTest
    @EnumSource(
            value = Drop.class,
            names = {
                "ACCOUNT_UNKNOWN",
                "ACCOUNT_NOT_ALLOWED",
                "SCOPE_CONFLICT",
                "RULES_CONFLICT",
                "TEMPLATE_MISMATCH",
                "LEFT_TO_OTHERS"
            })
    void whomRulesLeaveWithoutAnAnswerDoesNotEndIt(Drop drop) {
        Authorizer ruled = (request, deadline) -> new Answer.Ready<>(Authorization.dropped(drop, "a rule"));

        Warmup.run(lasting(Duration.ofMillis(50)), WarmupTarget.of(true, null, ruled), new LoopbackTransport(), probe);

        assertThat(probe.drops(drop)).isPositive();
    }

    /** By keys of its own: an answer of a warm-up is worth nothing wherever it gets to. */
    @Test
    void servesTheUsersOfEarnestByOtherKeys() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Account.Keyed account = new Account.Keyed("APP", key.publicKey(), new Account.Key(key, false), Map.of());
        Stream<Identity> users = Stream.of(
                Identity.of("users", Entitlement.plain("alice", "APP")),
                Identity.of("users", Entitlement.plain("misplaced", "NOWHERE")));
        Authorizer real = WarmupTarget.authorizer(
                Accounts.keyed(Map.of("APP", account)), SessionLimit.NONE, PolicyRules.NONE, users);
        Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
        Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
        Authorizer watched =
                (request, deadline) -> real.authorize(request, deadline).map(answer -> {
                    verdicts.add(answer.verdict());
                    return answer;
                });
        long answered = Warmup.run(
                lasting(Duration.ofMillis(300)), WarmupTarget.of(true, null, watched), new LoopbackTransport(), probe);

        assertThat(answered).isPositive();
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Granted.class))
                .extracting(verdict -> ((Verdict.Granted) verdict).account())
                .contains("APP", "WARMUP")
                .doesNotContain("NOWHERE");
        assertThat(verdicts)
                .extracting(verdict -> ((Verdict.Granted) verdict).userJwt().sign(user, 0, 0))
                .extracting(jwt -> UserToken.decode(new String(jwt, StandardCharsets.US_ASCII))
                        .issuer())
                .doesNotContain(key.publicKey());
    }

    private static PipelineSettings lasting(Duration time) {
        return lasting(time, QueueDiscipline.defaults());
    }

    private static PipelineSettings lasting(Duration time, QueueDiscipline discipline) {
        return new PipelineSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1,
                10,
                discipline,
                SignatureRule.PER_SERVER,
                time,
                PipelineSettings.defaultPendingBytes());
    }
}

package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import io.gatehouse.spans.LoginStep;
import io.gatehouse.spans.LoginTrace;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What is noted of requests that are traced. */
@Timeout(60)
class TracedGateTest {
    private static final Set<LoginStep> ALL = EnumSet.complementOf(EnumSet.of(LoginStep.RECORD));

    private static final PipelineSettings PATIENT = GateScene.settings(Duration.ofSeconds(30), 2, 16);

    private record Ended(Decision decision, LoginTrace trace) {}

    private final BlockingQueue<Ended> traced = new LinkedBlockingQueue<>();

    private GateScene tracing(GateScene scene) {
        scene.sampler = LoginTrace::begin;
        scene.listener = new DecisionListener() {
            @Override
            public void onDecision(Decision decision, int requests) {}

            @Override
            public void onTraced(Decision decision, LoginTrace trace) {
                traced.add(new Ended(decision, trace));
            }
        };
        return scene;
    }

    private Ended next() throws InterruptedException {
        return Objects.requireNonNull(traced.poll(10, TimeUnit.SECONDS), "no trace within 10 s");
    }

    private static List<LoginStep> steps(LoginTrace trace) {
        return Arrays.stream(LoginStep.values())
                .filter(step -> trace.begunAt(step) != 0)
                .toList();
    }

    @Test
    void aRequestThatIsNotChosenHasNoTrace() throws InterruptedException {
        try (GateScene scene = tracing(GateScene.sealed(GateScene.grantAll()))) {
            scene.sampler = () -> null;
            scene.answersTheNextGoodRequest();
            scene.sampler = LoginTrace::begin;
            scene.answersTheNextGoodRequest();

            assertThat(next().decision())
                    .isSameAs(scene.decisions.stream().skip(1).findFirst().orElseThrow());
            assertThat(traced).isEmpty();
        }
    }

    @Test
    void theStepsOfAnAnswerFollowOneAnother() throws InterruptedException {
        try (GateScene scene = tracing(GateScene.sealed(GateScene.grantAll()))) {
            scene.answersTheNextGoodRequest();

            Ended ended = next();
            assertThat(steps(ended.trace())).containsExactlyElementsOf(ALL);
            List<Long> times = ALL.stream().map(ended.trace()::begunAt).toList();
            assertThat(times).isSorted();
            assertThat(times.get(0)).isGreaterThanOrEqualTo(ended.decision().takenAt() - TimeUnit.SECONDS.toNanos(1));
            assertThat(times.get(times.size() - 1))
                    .isLessThanOrEqualTo(ended.decision().endedAt());
        }
    }

    @Test
    void aVerdictThatHasToBeWaitedForIsTracedOnAnotherThread() throws InterruptedException {
        Answer<Authorization> denied = new Answer.Pending<>(Mono.delay(Duration.ofMillis(1))
                .map(passed -> Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS))));
        try (GateScene scene = tracing(GateScene.sealed(PATIENT, (request, deadline) -> denied))) {
            scene.arrive(scene.goodBody());

            Ended ended = next();
            assertThat(ended.decision().verdict()).isInstanceOf(Verdict.Denied.class);
            assertThat(steps(ended.trace())).containsExactlyElementsOf(ALL);
        }
    }

    @Test
    void aRequestThatEndsEarlyHasTheStepsThatItHasCome() throws InterruptedException {
        try (GateScene scene = tracing(GateScene.sealed(GateScene.grantAll()))) {
            scene.arrive(new byte[] {1, 2, 3});

            Ended ended = next();
            assertThat(ended.decision().verdict())
                    .isEqualTo(new Verdict.Dropped(Drop.UNOPENABLE, Drop.UNOPENABLE.text()));
            assertThat(steps(ended.trace())).containsExactly(LoginStep.ADMIT, LoginStep.OPEN);
        }
    }

    @Test
    void whereAnswersWaitForTheirRecordThatIsAStep() throws InterruptedException {
        GateScene recording = GateScene.recording(
                PipelineSettings.defaults(), GateScene.grantAll(), decision -> CompletableFuture.completedFuture(null));
        try (GateScene scene = tracing(recording)) {
            scene.answersTheNextGoodRequest();

            assertThat(steps(next().trace())).containsExactly(LoginStep.values());
        }
    }

    @Test
    void whoDecidesHearsOfTheTrace() throws InterruptedException {
        BlockingQueue<LoginTrace> heard = new LinkedBlockingQueue<>();
        Authorizer granting = GateScene.grantAll();
        Authorizer hearing = new Authorizer() {
            @Override
            public Answer<Authorization> authorize(AuthorizationRequest request, long deadline) {
                return granting.authorize(request, deadline);
            }

            @Override
            public Answer<Authorization> authorize(
                    AuthorizationRequest request, long deadline, @Nullable LoginTrace trace) {
                heard.add(Objects.requireNonNull(trace));
                return authorize(request, deadline);
            }
        };
        try (GateScene scene = tracing(GateScene.sealed(hearing))) {
            scene.answersTheNextGoodRequest();

            assertThat(heard).containsExactly(next().trace());
        }
    }
}

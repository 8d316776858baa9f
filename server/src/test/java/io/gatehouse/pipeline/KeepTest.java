package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No answer is sent before it is recorded, and none that is not. */
@Timeout(60)
class KeepTest {
    private final BlockingQueue<Recorded> records = new LinkedBlockingQueue<>();

    /** What is to be recorded, and what ends once it is. */
    private record Recorded(Decision decision, CompletableFuture<Void> stored) {}

    private CompletableFuture<Void> record(Decision decision) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        records.add(new Recorded(decision, stored));
        return stored;
    }

    private Recorded next() throws InterruptedException {
        return Objects.requireNonNull(records.poll(20, TimeUnit.SECONDS), "nothing was to be recorded");
    }

    private GateScene scene(Duration budget, Authorizer authorizer) {
        return GateScene.recording(GateScene.settings(budget, 1, 16), authorizer, this::record);
    }

    @Test
    void anAnswerWaitsForItsRecordAndOccupiesNoWorker() throws Exception {
        try (GateScene scene = scene(Duration.ofSeconds(30), GateScene.grantAll())) {
            scene.arrive(scene.goodBody());
            scene.arrive(scene.goodBody());
            Recorded first = next();
            Recorded second = next();
            assertThat(scene.replies).isEmpty();
            assertThat(scene.ends).isEmpty();
            assertThat(first.decision().verdict()).isInstanceOf(Verdict.Granted.class);
            assertThat(first.decision().configuration()).isEqualTo(GateScene.CONFIGURATION);

            assertThat(second.stored().complete(null)).isTrue();
            assertThat(scene.nextEnd()).isEqualTo("granted");
            assertThat(scene.nextAnswer()).contains("\"jwt\":");
            assertThat(scene.replies).isEmpty();
            assertThat(first.stored().complete(null)).isTrue();
            assertThat(scene.nextAnswer()).contains("\"jwt\":");
        }
    }

    @Test
    void aRefusalWaitsAsWell() throws Exception {
        Authorizer nobody = (request, deadline) ->
                new Answer.Ready<>(Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)));
        try (GateScene scene = scene(Duration.ofSeconds(30), nobody)) {
            scene.arriveAlone(scene.goodBody());
            Recorded refusal = next();
            assertThat(scene.replies).isEmpty();
            assertThat(refusal.stored().complete(null)).isTrue();
            assertThat(scene.nextEnd()).isEqualTo("denied");
            assertThat(scene.nextAnswer()).contains("bad_credentials");
        }
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() throws Exception {
        try (GateScene scene = scene(Duration.ofSeconds(30), GateScene.grantAll())) {
            scene.arrive(scene.goodBody());
            assertThat(next().stored().completeExceptionally(new IllegalStateException("no space left")))
                    .isTrue();

            assertThat(scene.nextEnd()).isEqualTo(Drop.NOT_RECORDED);
            assertThat(scene.replies).isEmpty();
            assertThat(Objects.requireNonNull(scene.drops.peek()).detail()).isEqualTo("no space left");
        }
    }

    @Test
    void whatIsNotRecordedWithinTheBudgetIsNotAnswered() throws Exception {
        try (GateScene scene = scene(Duration.ofSeconds(3), GateScene.grantAll())) {
            scene.arrive(scene.goodBody());
            Recorded late = next();

            assertThat(scene.nextEnd()).isEqualTo(Drop.NOT_RECORDED);
            assertThat(late.stored()).isCancelled();
            assertThat(scene.replies).isEmpty();
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void aDecisionSaysWhichConfigurationItWasMadeBy() throws Exception {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            scene.answersTheNextGoodRequest();
            assertThat(scene.decisions)
                    .singleElement()
                    .extracting(Decision::configuration)
                    .isEqualTo(GateScene.CONFIGURATION);
        }
    }
}

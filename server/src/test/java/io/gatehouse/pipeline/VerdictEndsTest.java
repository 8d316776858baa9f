package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.GateScene.Dropped;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** However the question for a verdict ends, the request ends, once, and says whose it was. */
@Timeout(60)
class VerdictEndsTest {
    private static final Authorization NO = Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));

    private static Dropped drop(Authorizer authorizer) throws InterruptedException {
        return drop(GateScene.sealed(authorizer));
    }

    /** The same where there is no time to wait for the verdict. */
    private static Dropped dropInHaste(Authorizer authorizer) throws InterruptedException {
        return drop(GateScene.outOfTime(authorizer));
    }

    /** What is told of a request that is decided about there; asserts that it has come to its one end. */
    private static Dropped drop(GateScene deciding) throws InterruptedException {
        try (GateScene scene = deciding) {
            scene.arrive(scene.goodBody());
            assertThat(scene.nextEnd()).isInstanceOf(Drop.class);
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(scene.gate.inFlight()).isZero();
            awaitNothingPending(scene);
            assertThat(scene.replies).isEmpty();
            assertThat(scene.ends).isEmpty();
            Dropped dropped = Objects.requireNonNull(scene.drops.poll());
            AuthorizationRequest request = Objects.requireNonNull(dropped.request(), "it names nobody");
            assertThat(request.connect().user()).isEqualTo("alice");
            assertThat(dropped.detail()).doesNotContain("secret");
            return dropped;
        }
    }

    private static void awaitNothingPending(GateScene scene) {
        while (scene.gate.pending().requests() > 0) {
            Thread.onSpinWait();
        }
        assertThat(scene.gate.pending().bytes()).isZero();
    }

    @Test
    void noVerdictAtOnceIsUndecided() throws InterruptedException {
        Dropped dropped = drop((request, deadline) -> new Answer.Pending<>(Mono.empty()));

        assertThat(dropped.reason()).isEqualTo(Drop.UNDECIDED);
        assertThat(dropped.detail()).isEqualTo("the directory completed without an answer");
    }

    @Test
    void noVerdictLaterIsUndecided() throws InterruptedException {
        Dropped dropped = drop((request, deadline) ->
                new Answer.Pending<>(Mono.delay(Duration.ofMillis(1)).then(Mono.empty())));

        assertThat(dropped.reason()).isEqualTo(Drop.UNDECIDED);
        assertThat(dropped.detail()).isEqualTo("the directory completed without an answer");
    }

    @Test
    void aVerdictThatNeverComesIsUndecidedAtTheDeadline() throws InterruptedException {
        Dropped dropped = dropInHaste((request, deadline) -> new Answer.Pending<>(Mono.never()));

        assertThat(dropped.reason()).isEqualTo(Drop.UNDECIDED);
        assertThat(dropped.detail()).isEqualTo("the directory did not answer in time");
    }

    /** By its own time limit, say. Reactor would log it, and its text may hold what was asked. */
    @Test
    void aFailureJustWhenItIsGivenUpIsNotLogged() throws InterruptedException {
        AtomicInteger logged = new AtomicInteger();
        Hooks.onErrorDropped(error -> {
            if (String.valueOf(error.getMessage()).contains("late secret")) {
                logged.incrementAndGet();
            }
        });
        try {
            Dropped dropped = dropInHaste((request, deadline) ->
                    new Answer.Pending<>(Mono.fromDirect(hears -> hears.onSubscribe(new Late(hears)))));

            assertThat(dropped.detail()).isEqualTo("the directory did not answer in time");
            assertThat(logged).hasValue(0);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    /** Fails when nobody wants to hear of it any more. */
    private record Late(Subscriber<? super Authorization> hears) implements Subscription {
        @Override
        public void request(long number) {}

        @Override
        public void cancel() {
            hears.onError(new IllegalStateException("late secret"));
        }
    }

    @Test
    void whatWaitedForAHashSaysSo() throws InterruptedException {
        Dropped dropped = dropInHaste(
                (request, deadline) -> new Answer.Pending<>(Waiting.on(() -> Drop.HASHING_LATE, Mono.never())));

        assertThat(dropped.reason()).isEqualTo(Drop.HASHING_LATE);
        assertThat(dropped.detail()).isEqualTo("the password could not be checked in time");
    }

    @Test
    void aFailureTellsItsKindAndNotItsText() throws InterruptedException {
        IllegalStateException failure =
                new IllegalStateException("jdbc:secret", new IOException("connect with secret"));
        List<Mono<Authorization>> all =
                List.of(Mono.error(failure), Mono.delay(Duration.ofMillis(1)).then(Mono.error(failure)));
        for (Mono<Authorization> failing : all) {
            Dropped dropped = drop((request, deadline) -> new Answer.Pending<>(failing));

            assertThat(dropped.reason()).isEqualTo(Drop.UNDECIDED);
            assertThat(dropped.detail())
                    .isEqualTo("the directory failed: java.lang.IllegalStateException by java.io.IOException");
        }
    }

    @Test
    void anAuthorizerThatThrowsIsABug() throws InterruptedException {
        Dropped dropped = drop((request, deadline) -> {
            throw new IllegalStateException("secret");
        });

        assertThat(dropped.reason()).isEqualTo(Drop.INTERNAL_ERROR);
        assertThat(dropped.detail()).isEqualTo("a bug in Gatehouse");
    }

    @Test
    void aBugOnTheWayToTheVerdictIsABug() throws InterruptedException {
        Dropped dropped = drop((request, deadline) ->
                new Answer.Pending<>(Mono.error(new InternalErrorException(new IllegalStateException("secret")))));

        assertThat(dropped.reason()).isEqualTo(Drop.INTERNAL_ERROR);
    }

    @Test
    void theFirstOfTwoVerdictsCounts() throws InterruptedException {
        Authorizer twice = (request, deadline) ->
                new Answer.Pending<>(Mono.fromDirect(Flux.just(NO, NO).hide()));
        try (GateScene scene = GateScene.sealed(twice)) {
            for (int i = 0; i < 3; i++) {
                scene.arrive(scene.goodBody());
                assertThat(scene.nextEnd()).isEqualTo("denied");
                assertThat(scene.nextAnswer()).contains("bad_credentials");
                assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
                assertThat(scene.gate.inFlight()).isZero();
            }
            assertThat(scene.replies).isEmpty();
            assertThat(scene.ends).isEmpty();
        }
    }

    /** Reactor rethrows what it holds for fatal, past all subscribers. */
    @Test
    void aFatalErrorEndsTheRequestAndNotTheWorker() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Authorizer once = (request, deadline) -> {
            if (asked.getAndIncrement() == 0) {
                throw new StackOverflowError("secret");
            }
            return GateScene.grantAll().authorize(request, deadline);
        };
        try (GateScene scene = GateScene.sealed(once)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextEnd()).isEqualTo(Drop.INTERNAL_ERROR);
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(scene.gate.inFlight()).isZero();
            scene.answersTheNextGoodRequest();
        }
    }

    @Test
    void whatWouldHoldTooMuchWhileItWaitsIsNotLetWait() throws InterruptedException {
        Sinks.One<Authorization> later = Sinks.one();
        PipelineSettings settings = GateScene.patient(1, 100).withPendingBytes(PipelineSettings.MIN_PENDING_BYTES);
        try (GateScene scene =
                GateScene.sealed(settings, (request, deadline) -> new Answer.Pending<>(later.asMono()))) {
            int most = (int) (PipelineSettings.MIN_PENDING_BYTES / Pending.BASE_BYTES);
            for (int i = 0; i < most; i++) {
                scene.arrive(scene.goodBody());
            }
            assertThat(scene.nextEnd()).isEqualTo(Drop.PENDING_FULL);
            Dropped dropped = Objects.requireNonNull(scene.drops.poll());
            assertThat(Objects.requireNonNull(dropped.request()).connect().user())
                    .isEqualTo("alice");
            assertThat(scene.gate.pending().bytes()).isLessThanOrEqualTo(PipelineSettings.MIN_PENDING_BYTES);
            assertThat(scene.gate.pending().requests()).isBetween(1, most - 1);

            later.tryEmitValue(NO);
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            awaitNothingPending(scene);
            assertThat(scene.replies.size() + scene.drops.size() + 1).isEqualTo(most);
        }
    }

    @Test
    void theVerdictOfAWholeQueueOfHungQuestionsIsGivenUpAndTheNextIsAnswered() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Authorizer hungAtFirst = (request, deadline) -> asked.getAndIncrement() < 500
                ? new Answer.Pending<>(Mono.never())
                : GateScene.grantAll().authorize(request, deadline);
        try (GateScene scene = GateScene.sealed(GateScene.settings(Duration.ofSeconds(2), 2, 1000), hungAtFirst)) {
            for (int i = 0; i < 500; i++) {
                scene.arrive(scene.goodBody());
            }
            for (int i = 0; i < 500; i++) {
                assertThat(scene.nextEnd()).isIn(Drop.UNDECIDED, Drop.DEADLINE, Drop.SHED);
            }
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            asked.set(500);
            scene.answersTheNextGoodRequest();
        }
    }
}

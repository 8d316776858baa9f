package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Unpacked;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class GateTest {
    @Test
    void answersASealedRequestInABox() throws InterruptedException {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextAnswer())
                    .contains("\"aud\":\"" + scene.server.key().publicKey() + "\"")
                    .contains("\"iss\":\"" + scene.issuer.publicKey() + "\"")
                    .contains("\"jwt\":\"ey");
            assertThat(scene.nextEnd()).isEqualTo("granted");
        }
    }

    @Test
    void answersAClearRequestInTheClear() throws InterruptedException {
        try (GateScene scene = GateScene.clear(GateScene.grantAll())) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextAnswer()).contains("\"jwt\":\"ey");
        }
    }

    @Test
    void saysNoAloudWithACodeAndNothingElse() throws InterruptedException {
        Authorizer refuse = (request, deadline) ->
                new Answer.Ready<>(Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)));
        try (GateScene scene = GateScene.sealed(refuse)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextAnswer())
                    .contains("\"error\":\"gatehouse: bad_credentials\"")
                    .doesNotContain("wonderland")
                    .doesNotContain("\"jwt\"");
            assertThat(scene.nextEnd()).isEqualTo("denied");
        }
    }

    @Test
    void staysSilentWhenTheDirectoryFails() throws InterruptedException {
        Authorizer failing = (request, deadline) ->
                new Answer.Pending<>(Mono.error(new IllegalStateException("the database is down")));
        try (GateScene scene = GateScene.sealed(failing)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextEnd()).isEqualTo(Drop.UNDECIDED);
            assertThat(scene.replies).isEmpty();
        }
    }

    @Test
    void givesUpADirectoryThatIsSlowerThanTheBudgetAndSendsNothingLate() throws InterruptedException {
        Sinks.One<Authorization> late = Sinks.one();
        AtomicBoolean cancelled = new AtomicBoolean();
        Authorizer slow =
                (request, deadline) -> new Answer.Pending<>(late.asMono().doOnCancel(() -> cancelled.set(true)));
        try (GateScene scene = GateScene.outOfTime(slow)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextEnd()).isEqualTo(Drop.UNDECIDED);
            assertThat(cancelled)
                    .as("the directory is told that nobody waits any more")
                    .isTrue();
            late.tryEmitValue(Authorization.of(new Verdict.Denied(DenyReason.BAD_CREDENTIALS)));
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(scene.replies).isEmpty();
        }
    }

    @Test
    void finishesWhatADirectoryDecidedOnAThreadOfItsOwn() throws InterruptedException {
        Authorizer elsewhere = (request, deadline) -> new Answer.Pending<>(
                GateScene.grantAll().authorize(request, deadline).mono().publishOn(Schedulers.boundedElastic()));
        try (GateScene scene = GateScene.sealed(elsewhere)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextEnd()).isEqualTo("granted");
            assertThat(scene.nextAnswer()).contains("\"jwt\"");
        }
    }

    @Test
    void whatComesAloneIsAnsweredByWhoBringsIt() throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Authorizer authorizer = (request, deadline) -> {
            threads.add(Thread.currentThread());
            return GateScene.grantAll().authorize(request, deadline);
        };
        try (GateScene scene = GateScene.sealed(authorizer)) {
            scene.arriveAlone(scene.goodBody());
            assertThat(scene.nextEnd()).isEqualTo("granted");
            scene.arrive(scene.goodBody());
            assertThat(scene.nextEnd()).isEqualTo("granted");

            assertThat(threads.get(0)).isSameAs(Thread.currentThread());
            assertThat(threads.get(1).getName()).startsWith("gatehouse-worker-");
        }
    }

    @Test
    void whoBringsARequestDoesNotAnswerItWhileOthersAreAtWork() throws InterruptedException {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Authorizer busy = (request, deadline) -> {
            threads.add(Thread.currentThread());
            atWork.countDown();
            await(goOn);
            return GateScene.grantAll().authorize(request, deadline);
        };
        try (GateScene scene = GateScene.sealed(GateScene.settings(Duration.ofSeconds(10), 1, 10), busy)) {
            scene.arrive(scene.goodBody());
            atWork.await();
            scene.arriveAlone(scene.goodBody());
            goOn.countDown();

            assertThat(scene.nextEnd()).isEqualTo("granted");
            assertThat(scene.nextEnd()).isEqualTo("granted");
            assertThat(threads).doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void doesNotEvenOpenWhatArrivedTooLongAgo() throws InterruptedException {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            long longAgo = System.nanoTime() - Duration.ofSeconds(61).toNanos();
            scene.arrive(scene.goodBody(), GateScene.REPLY_TO, longAgo);

            assertThat(scene.nextEnd()).isEqualTo(Drop.DEADLINE);
            assertThat(scene.replies).isEmpty();
            scene.answersTheNextGoodRequest();
        }
    }

    @Test
    void dropsTheOldestWhenTheQueueIsFull() throws InterruptedException {
        Semaphore atWork = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        Authorizer busy = busy(atWork, goOn);
        try (GateScene scene = GateScene.sealed(GateScene.settings(Duration.ofSeconds(20), 1, 2), busy)) {
            scene.arrive(scene.goodBody());
            atWork.acquire();
            for (int i = 0; i < 4; i++) {
                scene.arrive(scene.goodBody());
            }
            assertThat(scene.nextEnd()).isEqualTo(Drop.QUEUE_FULL);
            assertThat(scene.nextEnd()).isEqualTo(Drop.QUEUE_FULL);
            assertThat(scene.gate.waiting()).isEqualTo(2);
            goOn.release(100);
            for (int i = 0; i < 3; i++) {
                assertThat(scene.nextEnd()).isEqualTo("granted");
            }
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void isBehindWhileSoManyWaitThatNoWorkerCouldBecomeIdle() throws InterruptedException {
        Semaphore atWork = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        Authorizer busy = busy(atWork, goOn);
        QueueDiscipline never =
                new QueueDiscipline(true, QueueDiscipline.MAX, QueueDiscipline.MAX, QueueDiscipline.MAX);
        PipelineSettings settings = new PipelineSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                1,
                1_000,
                never,
                SignatureRule.PER_SERVER,
                Duration.ZERO,
                PipelineSettings.defaultPendingBytes());
        try (GateScene scene = GateScene.sealed(settings, busy)) {
            scene.arrive(scene.goodBody());
            atWork.acquire();
            while (scene.gate.waiting() < Gate.PLENTY_FOR_A_WORKER - 1) {
                assertThat(scene.arrive(scene.goodBody())).isFalse();
            }
            assertThat(scene.arrive(scene.goodBody())).isTrue();
            goOn.release(1_000);
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(5))).isTrue();
            assertThat(scene.arrive(scene.goodBody())).isFalse();
        }
    }

    @Test
    void takesAllThatComeUntilTheQueueStands() throws InterruptedException {
        Semaphore atWork = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        Authorizer busy = busy(atWork, goOn);
        QueueDiscipline soon =
                new QueueDiscipline(true, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(200));
        PipelineSettings settings = new PipelineSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                1,
                4,
                soon,
                SignatureRule.PER_SERVER,
                Duration.ZERO,
                PipelineSettings.defaultPendingBytes());
        try (GateScene scene = GateScene.sealed(settings, busy)) {
            scene.arrive(scene.goodBody());
            atWork.acquire();
            for (int i = 0; i < 3; i++) {
                scene.arrive(scene.goodBody());
            }
            assertThat(taken(scene, new Messages(1_000), false)).isEqualTo(1_000);
            for (int i = 0; i < 2; i++) {
                passMilliseconds(110);
                scene.arrive(scene.goodBody());
                goOn.release();
                assertThat(scene.nextEnd()).isEqualTo("granted");
                // The next one is taken out now, and only by that the queue sees how long the oldest has waited.
                atWork.acquire();
            }
            assertThat(scene.gate.queue().isStanding()).isTrue();
            assertThat(taken(scene, new Messages(1_000), true))
                    .as("one was taken out since the last came, and two are always permitted")
                    .isEqualTo(3);
            assertThat(taken(scene, new Messages(1_000), true)).isEqualTo(2);
            goOn.release(100);
        }
    }

    /** How many of these messages the gate takes out of their buffer. */
    private static int taken(GateScene scene, Messages messages, boolean behind) throws InterruptedException {
        assertThat(scene.gate.take(messages)).isEqualTo(behind);
        if (messages.taken < messages.size) {
            assertThat(scene.nextEnd()).isEqualTo(Drop.SHED);
        }
        for (int i = 0; i < messages.taken; i++) {
            assertThat(scene.nextEnd()).isEqualTo(Drop.TOO_LARGE);
        }
        return messages.taken;
    }

    /** Messages of which none is a request. */
    private static final class Messages implements MessageBatch {
        private static final Envelope TOO_LARGE = new Unpacked(new byte[Open.MAX_BYTES + 1], null, null);

        private final int size;
        private int taken;

        Messages(int size) {
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Envelope message(int place) {
            taken++;
            return TOO_LARGE;
        }

        @Override
        public long readAt() {
            return System.nanoTime();
        }

        @Override
        public boolean isAllThatWasRead() {
            return false;
        }
    }

    /** Lets everybody in: says of each request that it is at work on it, and waits until it may go on. */
    private static Authorizer busy(Semaphore atWork, Semaphore goOn) {
        return (request, deadline) -> {
            atWork.release();
            goOn.acquireUninterruptibly();
            return GateScene.grantAll().authorize(request, deadline);
        };
    }

    private static void passMilliseconds(long count) {
        long end = System.nanoTime() + count * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void countsAnAnswerThatCouldNotBeSent() throws InterruptedException {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            scene.connected = false;
            scene.arrive(scene.goodBody());
            assertThat(scene.nextEnd()).isEqualTo(Drop.NOT_SENT);

            scene.connected = true;
            scene.answersTheNextGoodRequest();
        }
    }

    /** What is answered while the server does not read grows old in a buffer, where nothing newer can overtake it. */
    @Test
    void letsRequestsWaitInTheQueueWhileTheServerDoesNotReadAnswers() throws InterruptedException {
        AtomicBoolean stuck = new AtomicBoolean();
        AtomicInteger wasted = new AtomicInteger();
        Authorizer watching = (request, deadline) -> {
            if (stuck.get()) {
                wasted.incrementAndGet();
            }
            return GateScene.grantAll().authorize(request, deadline);
        };
        try (GateScene scene = GateScene.sealed(watching)) {
            scene.answersTheNextGoodRequest();
            scene.writable = false;
            stuck.set(true);
            for (int i = 0; i < 20; i++) {
                scene.arriveAlone(scene.goodBody());
            }
            assertThat(scene.gate.waiting()).isEqualTo(20);

            stuck.set(false);
            scene.writable = true;
            scene.gate.onWritable();
            for (int i = 0; i < 20; i++) {
                assertThat(scene.nextEnd()).isEqualTo("granted");
            }
            assertThat(wasted).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCOUNT_UNKNOWN", "ACCOUNT_NOT_ALLOWED", "SCOPE_CONFLICT"})
    void staysSilentWhereTheOperatorHasMadeAMistake(Drop mistake) throws InterruptedException {
        Authorizer withhold = (request, deadline) -> new Answer.Ready<>(Authorization.dropped(mistake, "why"));
        try (GateScene scene = GateScene.sealed(withhold)) {
            scene.arrive(scene.goodBody());

            assertThat(scene.nextEnd()).isEqualTo(mistake);
            assertThat(mistake.isMistake()).isTrue();
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(scene.replies).isEmpty();
        }
    }

    @Test
    void answersManyAtOnce() throws InterruptedException {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            for (int i = 0; i < 500; i++) {
                scene.arrive(scene.goodBody());
            }
            for (int i = 0; i < 500; i++) {
                assertThat(scene.nextEnd()).isEqualTo("granted");
            }
            assertThat(scene.gate.awaitIdle(Duration.ofSeconds(10))).isTrue();
            for (int i = 0; i < 500; i++) {
                assertThat(scene.nextAnswer()).contains("\"jwt\":");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.gatehouse.directory.chain;

import static io.gatehouse.directory.chain.GuardedChain.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.RetryableException;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.guard.backend.GuardSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A lookup whose connection was closed before the answer is begun once more. */
class RetriedLookupTest {
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final ScriptedBackend backend = new ScriptedBackend("staff");
    private GuardedChain chain = GuardedChain.uncached(backend);

    @AfterEach
    void close() {
        chain.close();
    }

    private static RetryableException reset() {
        return new RetryableException("the connection was closed");
    }

    /** The first so many starts fail. */
    private void reset(int starts) {
        AtomicInteger left = new AtomicInteger(starts);
        backend.answer(user -> left.getAndDecrement() > 0 ? Mono.error(reset()) : ScriptedBackend.found(user));
    }

    @Test
    void isAnsweredAtTheSecondTry() {
        reset(1);
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        assertThat(answer).isNotDone();

        chain.pass(PAUSE);

        assertThat(outcome(answer)).isEqualTo("found");
        assertThat(backend.lookups()).isEqualTo(2);
        assertThat(chain.heard("retried")).isEqualTo(1);
        assertThat(chain.heard("failed")).isZero();
    }

    @Test
    void isTriedTwiceAtMost() {
        reset(2);
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        chain.pass(PAUSE);

        assertThat(outcome(answer)).isEqualTo("the connection was closed");
        assertThat(backend.lookups()).isEqualTo(2);
        assertThat(chain.heard("failed")).isEqualTo(1);
    }

    @Test
    void aDirectoryThatThrowsItInsteadIsAskedAgainToo() {
        AtomicInteger starts = new AtomicInteger();
        backend.answer(user -> {
            if (starts.getAndIncrement() == 0) {
                throw reset();
            }
            return ScriptedBackend.found(user);
        });
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        chain.pass(PAUSE);

        assertThat(outcome(answer)).isEqualTo("found");
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        backend.lookupsFail(new IllegalStateException("status 500"));
        chain.ask(1);
        chain.pass(PAUSE);

        assertThat(backend.lookups()).isEqualTo(1);
        assertThat(chain.heard("retried")).isZero();
    }

    @Test
    void withoutTimeForItThereIsNone() {
        backend.answer(user -> Mono.delay(GuardedChain.BUDGET, chain.timer()).then(Mono.error(reset())));
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        chain.pass(GuardedChain.BUDGET);

        assertThat(outcome(answer)).isEqualTo("the connection was closed");
        assertThat(backend.lookups()).isEqualTo(1);
    }

    @Test
    void whereItIsTurnedOffThereIsNone() {
        GuardSettings none = new GuardSettings(
                50,
                20,
                10,
                PAUSE.multipliedBy(20),
                PAUSE.multipliedBy(20),
                Duration.ofSeconds(30),
                0,
                PAUSE,
                Duration.ZERO);
        chain.close();
        chain = new GuardedChain(GuardedChain.UNCACHED, none).of(Match.ALL, backend);
        reset(1);

        assertThat(chain.outcome("anna")).isEqualTo("the connection was closed");
    }

    /** As many at once as a restart of a proxy closes connections; then one for ten that are answered. */
    @Test
    void aBackendThatClosesEveryConnectionIsNotAskedTwiceAsOften() {
        GuardSettings always = new GuardSettings(
                100,
                10_000,
                10_000,
                Duration.ofMinutes(1),
                PAUSE.multipliedBy(20),
                Duration.ofMinutes(1),
                1,
                PAUSE,
                Duration.ZERO);
        chain.close();
        chain = new GuardedChain(GuardedChain.UNCACHED, always).of(Match.ALL, backend);
        backend.lookupsFail(reset());
        chain.ask(200);
        chain.pass(PAUSE);
        assertThat(chain.heard("retried")).isEqualTo(10);

        backend.well();
        chain.ask(50);
        backend.lookupsFail(reset());
        chain.ask(200);
        chain.pass(PAUSE);
        assertThat(chain.heard("retried")).isEqualTo(15);
    }
}

package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Tokens that name a new key while the answer with that key comes. */
class RefreshedKeysRaceTest {
    private static final IssuerKeys ONE = TestKeys.keys(TestKey.generate(SigningAlgorithm.ES256, "one"));
    private static final IssuerKeys TWO = TestKeys.keys(TestKey.generate(SigningAlgorithm.ES256, "two"));
    private static final int ROUNDS = 2_000;
    private static final int TOKENS = 200;

    /** Answers with the first keys at once, and with the others when it is told to. */
    private static final class Source implements KeySource {
        private final AtomicInteger anew = new AtomicInteger();
        private final Sinks.One<IssuerKeys> answer = Sinks.one();

        @Override
        public Mono<IssuerKeys> fetch() {
            return Mono.just(ONE);
        }

        @Override
        public Mono<IssuerKeys> fetchAnew() {
            anew.incrementAndGet();
            return answer.asMono();
        }
    }

    private record Deaf() implements KeyListener {
        @Override
        public void changed(IssuerKeys keys) {}

        @Override
        public void failed(String why, @Nullable Duration left) {}

        @Override
        public void recovered() {}
    }

    @Test
    void areAskedForOnceHoweverTheirAnswerMeetsThem() throws Exception {
        Scheduler timer = Schedulers.newSingle("timer");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(asked(timer, other)).as("round %d", round).isOne();
            }
        } finally {
            other.shutdownNow();
            timer.dispose();
        }
    }

    private static int asked(Scheduler timer, ExecutorService other) throws Exception {
        Source source = new Source();
        try (RefreshedKeys keys = new RefreshedKeys(source, TestKeys.REFRESH, new Deaf(), System::nanoTime, timer)) {
            keys.start();
            var first = keys.later("two");
            CyclicBarrier together = new CyclicBarrier(2);
            Future<?> answered = other.submit(() -> {
                together.await();
                return source.answer.tryEmitValue(TWO);
            });
            together.await();
            for (int i = 0; i < TOKENS; i++) {
                var unused = keys.later("two");
            }
            answered.get(20, TimeUnit.SECONDS);
            assertThat(first.get(20, TimeUnit.SECONDS).keys()).isSameAs(TWO);
            return source.anew.get();
        }
    }
}

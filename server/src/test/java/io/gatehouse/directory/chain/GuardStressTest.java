package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, while the backend goes and comes back at any moment. */
@Timeout(60)
class GuardStressTest {
    private static final Duration PROBE = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final int THREADS = 4;
    private static final int CHANGES = 120;

    private final ScriptedBackend backend = new ScriptedBackend("stressed").on(Backend.adaptive());
    private final Places places = new Places();
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    private final GuardSettings guard =
            new GuardSettings(50, 20, 10, PROBE, PROBE, PROBE, 1, Duration.ZERO, Duration.ZERO);
    private final DirectoryChain chain = new ChainBuilder(
                    new LookupSettings(GuardedChain.UNCACHED, FailureSettings.NONE, guard, 64, LIMIT, LIMIT, 2, true),
                    places)
            .add(Match.ALL, backend)
            .build();

    @Test
    void everyPlaceIsGivenBackOnceAndItIsThereAgainInTheEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> change(asked), pool);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(CompletableFuture.runAsync(
                    () -> {
                        while (!changes.isDone()) {
                            CompletableFuture<ChainResult> unused = ask("user " + asked.incrementAndGet());
                        }
                    },
                    pool));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(30)).until(() -> isFound("anna"));
        await().atMost(Duration.ofSeconds(30)).until(() -> chain.underWay() == 0 && places.taken.get() == 0);
        assertThat(places.least).as("none was given back twice").hasValue(0);
        assertThat(places.opened).as("times that it was opened").hasPositiveValue();
        chain.stopProbing();
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    /** Goes on with the next state after so many logins. */
    private void change(AtomicInteger asked) {
        for (int i = 0; i < CHANGES; i++) {
            switch (i % 3) {
                case 0 -> backend.well();
                case 1 -> backend.fail();
                default -> backend.hang();
            }
            int until = asked.get() + 500;
            while (asked.get() < until && !pool.isShutdown()) {
                Thread.onSpinWait();
            }
        }
        backend.well();
    }

    private CompletableFuture<ChainResult> ask(String user) {
        try {
            return chain.find(SampleRequest.login(user, "p"), SampleRequest.inTime())
                    .mono()
                    .onErrorComplete()
                    .toFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean isFound(String user) {
        CompletableFuture<ChainResult> answer = ask(user);
        return answer.isDone()
                && !answer.isCompletedExceptionally()
                && answer.join() != null
                && answer.join().result() instanceof LookupResult.Found;
    }

    /** Counts places. */
    private static final class Places implements LookupRecorder {
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger least = new AtomicInteger();
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public void lookupBegun() {
            taken.incrementAndGet();
        }

        @Override
        public void lookupEnded() {
            int now = taken.decrementAndGet();
            least.accumulateAndGet(now, Math::min);
        }

        @Override
        public void breakerOpened() {
            opened.incrementAndGet();
        }
    }
}

package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

class WaitingTest {
    /** Reactor would log it, once for each login that was given up: a directory that hangs would flood the log. */
    @Test
    void aFailureAfterTheDeadlineIsNotLogged() {
        AtomicInteger logged = new AtomicInteger();
        Hooks.onErrorDropped(error -> {
            if (String.valueOf(error.getMessage()).contains("late failure")) {
                logged.incrementAndGet();
            }
        });
        try {
            CompletableFuture<String> verdict = new CompletableFuture<>();
            new Waiting().observing(Mono.fromFuture(verdict, true)).subscribe().dispose();

            verdict.completeExceptionally(new IllegalStateException("late failure"));

            assertThat(logged).hasValue(0);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }
}

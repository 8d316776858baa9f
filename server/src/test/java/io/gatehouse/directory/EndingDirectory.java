package io.gatehouse.directory;

import io.gatehouse.policy.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** A directory whose lookups end in every way there is, one after another, some of them about when they are given up. */
public final class EndingDirectory implements OwnLookup {
    private final AtomicInteger asked = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

    public int asked() {
        return asked.get();
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        CompletableFuture<LookupResult> answer = new CompletableFuture<>();
        int number = asked.incrementAndGet();
        switch (number % 7) {
            case 0 -> answer.complete(ScriptedDirectory.found("x"));
            case 1 -> answer.completeExceptionally(new IllegalStateException("down"));
            case 2 -> later(() -> answer.complete(ScriptedDirectory.WRONG), 1);
            case 3 -> later(() -> answer.completeExceptionally(new IllegalStateException("down")), 10);
            case 4 -> later(() -> answer.complete(ScriptedDirectory.found("x")), 10);
            case 5 -> throw new IllegalStateException("a bug");
            default -> {
                // Never.
            }
        }
        return new Answer.Pending<>(Mono.fromFuture(answer, true));
    }

    private void later(Runnable end, long millis) {
        ScheduledFuture<?> unused = later.schedule(end, millis, TimeUnit.MILLISECONDS);
    }

    /** It is asked however often it fails. */
    @Override
    public Backend backend() {
        return Backend.ORDINARY.probed(Backend.Probing.NEVER);
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}

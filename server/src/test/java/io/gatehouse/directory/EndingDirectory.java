package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory whose lookups end in every way there is, one after another, some of them about when they are given up. */
final class EndingDirectory implements StatefulDirectory, DirectoryState, Question, AutoCloseable {
    private final long generation = Generations.next();
    private final AtomicInteger asked = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

    int asked() {
        return asked.get();
    }

    @Override
    public DirectoryState state() {
        return this;
    }

    @Override
    public Set<CredentialPart> looksAt() {
        return Set.of(CredentialPart.USER);
    }

    @Override
    public Question question(AuthorizationRequest request) {
        return this;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public Effort effort() {
        return Effort.LOOKUP;
    }

    @Override
    public Inquiry ask(Asking asking) {
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
        return () -> answer;
    }

    private void later(Runnable end, long millis) {
        ScheduledFuture<?> unused = later.schedule(end, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}

package io.gatehouse.directory.chain;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.GuardState;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Directories with their guards in a chain, in a time that a test lets pass; tells what was heard of them. */
final class GuardedChain implements LookupRecorder, AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(2);
    static final Duration BUDGET = Duration.ofMillis(1500);

    /** Nothing is remembered. */
    static final CacheSettings UNCACHED =
            new CacheSettings(Duration.ZERO, Duration.ZERO, 0, CacheSettings.DEFAULT.maxBytes());

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final CacheSettings cache;
    private final GuardSettings guard;
    private @Nullable DirectoryChain chain;
    private volatile @Nullable GuardState state;

    GuardedChain(CacheSettings cache, GuardSettings guard) {
        this.cache = cache;
        this.guard = guard;
    }

    static GuardedChain uncached(Directory... directories) {
        return new GuardedChain(UNCACHED, GuardSettings.DEFAULT).of(Match.ALL, directories);
    }

    /** With these, all asked about the same logins. */
    GuardedChain of(Match match, Directory... directories) {
        ChainBuilder builder = builder(guard);
        for (Directory directory : directories) {
            builder.add(match, directory);
        }
        chain = builder.build();
        return this;
    }

    ChainBuilder builder(GuardSettings others) {
        LookupSettings settings = new LookupSettings(cache, FailureSettings.NONE, others, 1024, LIMIT, BUDGET, 2, true);
        return new ChainBuilder(settings, this, () -> time.now(TimeUnit.NANOSECONDS), time);
    }

    /** Takes the place of the chain before, as a reload does. */
    void exchange(DirectoryChain next) {
        DirectoryChain before = chain();
        chain = next;
        before.retire(next);
    }

    DirectoryChain chain() {
        if (chain == null) {
            throw new IllegalStateException("no directories yet");
        }
        return chain;
    }

    void pass(Duration passed) {
        time.advanceTimeBy(passed);
    }

    Scheduler timer() {
        return time;
    }

    long now() {
        return time.now(TimeUnit.NANOSECONDS);
    }

    CompletableFuture<ChainResult> ask(String user) {
        return ask(user, BUDGET);
    }

    /** With so much time left. */
    CompletableFuture<ChainResult> ask(String user, Duration left) {
        try {
            return chain().find(SampleRequest.login(user, "p"), now() + left.toNanos())
                    .mono()
                    .toFuture();
        } catch (UndecidedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Asks about so many users, each for the first time. */
    void ask(int users) {
        ask(users, BUDGET);
    }

    /** The same with so much time left. */
    void ask(int users, Duration left) {
        for (int i = 0; i < users; i++) {
            CompletableFuture<ChainResult> unused = ask("user " + now() + " " + i, left);
        }
    }

    /** {@code found}, {@code found from memory}, {@code pending}, or why nothing is decided. */
    static String outcome(CompletableFuture<ChainResult> answer) {
        if (!answer.isDone()) {
            return "pending";
        }
        try {
            ChainResult result = answer.join();
            String from = result.origin() == Origin.CACHE ? " from memory" : "";
            return (result.result() instanceof LookupResult.Found ? "found" : "not found") + from;
        } catch (CompletionException e) {
            return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
        }
    }

    String outcome(String user) {
        return outcome(ask(user));
    }

    /** What was heard, one word for each event. */
    long heard(String event) {
        synchronized (heard) {
            return heard.stream().filter(event::equals).count();
        }
    }

    boolean isOpen() {
        GuardState now = state;
        return now != null && now.isOpen();
    }

    int limit() {
        GuardState now = state;
        return now == null ? Backend.ADAPTIVE : now.limit();
    }

    @Override
    public void close() {
        chain().stopProbing();
        time.dispose();
    }

    @Override
    public void guarded(GuardState made) {
        state = made;
    }

    @Override
    public void withheld(Withheld why) {
        heard.add(why.name());
    }

    @Override
    public void lookupRefused() {
        heard.add("refused");
    }

    @Override
    public void lookupFailed() {
        heard.add("failed");
    }

    @Override
    public void lookupTimedOut() {
        heard.add("timed out");
    }

    @Override
    public void lookupRetried() {
        heard.add("retried");
    }

    @Override
    public void answeredStale() {
        heard.add("stale");
    }

    @Override
    public void breakerOpened() {
        heard.add("opened");
    }

    @Override
    public void probed(boolean answered) {
        heard.add(answered ? "probe answered" : "probe failed");
    }
}

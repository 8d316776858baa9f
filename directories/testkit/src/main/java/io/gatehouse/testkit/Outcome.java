package io.gatehouse.testkit;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What came of a lookup.
 *
 * @param result the answer; null when there was none
 * @param error why there was none; a {@link TimeoutException} when there is none yet
 */
record Outcome(@Nullable LookupResult result, @Nullable Throwable error) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Looks a login up, and waits for the answer. */
    static Outcome of(Directory directory, TestLogin login, Duration patience) {
        try {
            Answer<LookupResult> answer = start(directory, login, patience);
            LookupResult result = answer == null
                    ? LookupResult.NotMine.NOT_MINE
                    : answer.mono().toFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(result, result == null ? new IllegalStateException("ended without an answer") : null);
        } catch (ExecutionException | CompletionException e) {
            return new Outcome(null, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(null, e);
        } catch (TimeoutException | RuntimeException e) {
            return new Outcome(null, e);
        }
    }

    /** Begins a lookup; null when the login is not for the directory. */
    static @Nullable Answer<LookupResult> start(Directory directory, TestLogin login, Duration patience) {
        Lookup lookup = directory.lookup(login.request());
        return lookup == null ? null : lookup.start(LookupTerms.until(System.nanoTime() + patience.toNanos()));
    }

    /** Whether a probe succeeds within that time. It is repeated, since each has a limit of its own, which a busy machine may exceed. */
    static boolean isProbed(Directory directory, Duration patience) {
        return Boolean.TRUE.equals(Mono.defer(directory::probe)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                .thenReturn(true)
                .block(patience));
    }

    boolean isFound() {
        return result instanceof LookupResult.Found;
    }

    boolean isRejected() {
        return result instanceof LookupResult.Rejected;
    }

    boolean isNotMine() {
        return result == LookupResult.NotMine.NOT_MINE;
    }

    /** Whether there is no answer, so that nobody is refused. */
    boolean isUndecided() {
        return result == null;
    }

    boolean isLate() {
        return error instanceof TimeoutException;
    }
}

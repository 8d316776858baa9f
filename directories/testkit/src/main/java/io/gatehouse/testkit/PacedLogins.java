package io.gatehouse.testkit;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.chain.ChainResult;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.policy.LateErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Logins that come at a steady rate, whatever becomes of those before. */
final class PacedLogins {
    private static final long SECOND = 1_000_000_000L;

    private final DirectoryChain chain;
    private final IntFunction<List<Expected>> logins;
    private final Duration budget;
    private final Scheduler thread;
    private final long period;
    private int number;

    /**
     * @param logins those that come together, by their number
     * @param budget how long an answer is waited for
     * @param thread on which they come; one thread
     */
    PacedLogins(
            DirectoryChain chain,
            IntFunction<List<Expected>> logins,
            int perSecond,
            Duration budget,
            Scheduler thread) {
        this.period = SECOND / perSecond;
        this.chain = chain;
        this.logins = logins;
        this.budget = budget;
        this.thread = thread;
    }

    /** Those of a time, which it takes; what becomes of them may be known later. */
    List<Login> come(Duration time) {
        List<Login> come = new ArrayList<>();
        Mono.fromRunnable(() -> come(time, come)).subscribeOn(thread).block();
        return come;
    }

    private void come(Duration time, List<Login> come) {
        long begin = System.nanoTime();
        for (long due = begin; due - begin < time.toNanos(); due += period) {
            waitUntil(due);
            for (Expected expected : logins.apply(number++)) {
                come.add(login(expected, due));
            }
        }
    }

    /** It may block. */
    static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Login login(Expected expected, long due) {
        AtomicLong took = new AtomicLong();
        CompletableFuture<ChainResult> result =
                result(expected.login).whenComplete((answer, error) -> took.set(System.nanoTime() - due));
        return new Login(expected, due, took, result);
    }

    private CompletableFuture<ChainResult> result(TestLogin login) {
        try {
            return chain.find(login.request(), System.nanoTime() + budget.toNanos())
                    .mono()
                    .timeout(budget)
                    .contextWrite(LateErrors::ignored)
                    .toFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * A login, and who it is found to be.
     *
     * @param name null where nobody is to be found by it
     */
    record Expected(TestLogin login, @Nullable String name) {}

    /**
     * A login that has come, and its answer.
     *
     * @param due when it came, as {@link System#nanoTime()}
     * @param nanos how long it took, once that is known
     */
    record Login(Expected expected, long due, AtomicLong nanos, CompletableFuture<ChainResult> result) {
        /** Whether it is known how it ended; waits for that. */
        boolean isAnswered() {
            return result.handle((answer, error) -> error == null).join();
        }

        /** Whether somebody was let in who is not to be, or refused who is; waits for that. */
        boolean isWrong() {
            if (!isAnswered()) {
                return false;
            }
            return result.join().result() instanceof LookupResult.Found found
                    ? !found.identity().name().equals(expected.name)
                    : expected.name != null;
        }

        @Override
        public String toString() {
            return expected + ": " + result.handle((answer, error) -> error == null ? answer : error);
        }
    }
}

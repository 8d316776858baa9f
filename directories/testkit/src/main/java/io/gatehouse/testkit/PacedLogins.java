package io.gatehouse.testkit;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.chain.ChainResult;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.policy.LateErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Logins that come at a steady rate, whatever becomes of those before. For one thread. */
final class PacedLogins {
    static final int PER_SECOND = 300;

    private static final long PERIOD = 1_000_000_000L / PER_SECOND;

    private final DirectoryChain chain;
    private final IntFunction<Expected> logins;
    private final Duration budget;
    private int number;

    /**
     * @param logins each by its number
     * @param budget how long an answer is waited for
     */
    PacedLogins(DirectoryChain chain, IntFunction<Expected> logins, Duration budget) {
        this.chain = chain;
        this.logins = logins;
        this.budget = budget;
    }

    /** Those of a time, which it takes; what becomes of them may be known later. */
    List<Login> come(Duration time) {
        List<Login> come = new ArrayList<>();
        long begin = System.nanoTime();
        for (long due = begin; due - begin < time.toNanos(); due += PERIOD) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Expected expected = logins.apply(number++);
            come.add(new Login(expected, result(expected.login)));
        }
        return come;
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

    /** A login that has come, and its answer. */
    record Login(Expected expected, CompletableFuture<ChainResult> result) {
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

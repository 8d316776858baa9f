package io.gatehouse.threads;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs work so that the thread survives its failure: exceptions and errors of code and data end the work alone. Lack of
 * memory is not survived.
 */
public final class Recovery {
    private Recovery() {}

    /** Does some work, and hands on what went wrong. */
    public static void run(Runnable work, Consumer<Throwable> mistake) {
        boolean done = get(
                () -> {
                    work.run();
                    return true;
                },
                e -> {
                    mistake.accept(e);
                    return true;
                });
        assert done;
    }

    /**
     * Does some work that has a result.
     *
     * @param instead what to do about a mistake, and the result then
     */
    public static <T> T get(Supplier<T> work, Function<Throwable, T> instead) {
        try {
            return work.get();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return instead.apply(e);
        }
    }
}

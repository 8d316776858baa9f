package io.gatehouse.threads;

import java.util.function.Consumer;

/** Work on a thread without which the service does not do what it is for, and which nothing starts again. */
public final class Vital {
    private Vital() {}

    /**
     * Does it, and tells when it ends with an exception or error; that is thrown on.
     *
     * @param thread its name
     * @param ended takes what has ended, and by which kind of failure
     */
    public static void run(String thread, Runnable work, Consumer<String> ended) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            ended.accept(
                    "the thread " + thread + " has ended with " + e.getClass().getSimpleName());
            throw e;
        }
    }
}
